package dev.indicia.gateway.smtp;

/**
 * How much one client, and all of them together, may cost the SMTP filter; how large messages may
 * be is said by {@link dev.indicia.gateway.SpoolLimits}. Hitting one is a {@link
 * dev.indicia.gateway.esmtp.SmtpRefusal}. Immutable.
 *
 * @param commandOctetsMax octets of a command line with its CRLF; at least 512 (RFC 5321
 *     §4.5.3.1.4)
 * @param pathOctetsMax characters of a reverse-path or forward-path with its brackets; at least 256
 *     (RFC 5321 §4.5.3.1.3)
 * @param textLineOctetsMax octets of a line of the message with its CRLF; at least 1000 (RFC 5321
 *     §4.5.3.1.6)
 * @param recipientsMax recipients of a transaction; RFC 5321 §4.5.3.1.8 asks for 100
 * @param errorsMax refused commands in a connection; the last closes it
 * @param commandsMax commands in a connection since its last message
 * @param messagesMax messages in a connection
 * @param connectionsMax connections at a time
 * @param connectionsPerAddressMax connections at a time from one address that is not trusted
 * @param messagesPerMinuteMax messages in a minute from one client network, /24 or /64
 * @param networksMax client networks that are counted; past it, the one not heard of for longest is
 *     forgotten
 * @param hopLineOctetsMax octets of a line of the next hop's replies with its CRLF; at least 512
 *     (RFC 5321 §4.5.3.1.5)
 * @param hopReplyLinesMax lines of a reply of the next hop
 */
public record SmtpLimits(
    int commandOctetsMax,
    int pathOctetsMax,
    int textLineOctetsMax,
    int recipientsMax,
    int errorsMax,
    int commandsMax,
    int messagesMax,
    int connectionsMax,
    int connectionsPerAddressMax,
    int messagesPerMinuteMax,
    int networksMax,
    int hopLineOctetsMax,
    int hopReplyLinesMax) {
  /** 1000 connections, 1000 recipients a message. */
  public static final SmtpLimits DEFAULT =
      new SmtpLimits(2048, 512, 1 << 20, 1000, 20, 3000, 10000, 1000, 50, 6000, 65536, 4096, 100);

  public SmtpLimits {
    long[] all = {
      commandOctetsMax,
      pathOctetsMax,
      textLineOctetsMax,
      recipientsMax,
      errorsMax,
      commandsMax,
      messagesMax,
      connectionsMax,
      connectionsPerAddressMax,
      messagesPerMinuteMax,
      networksMax,
      hopLineOctetsMax,
      hopReplyLinesMax
    };
    for (long one : all) {
      if (one < 1) {
        throw new IllegalArgumentException("limits are positive");
      }
    }
    if (commandOctetsMax < 512
        || pathOctetsMax < 256
        || textLineOctetsMax < 1000
        || hopLineOctetsMax < 512) {
      throw new IllegalArgumentException("a limit is below what RFC 5321 §4.5.3.1 asks for");
    }
  }

  /** A builder that begins with these. */
  public Builder with() {
    return new Builder(this);
  }

  /** Builds limits. */
  public static final class Builder {
    private int commandOctetsMax;
    private int pathOctetsMax;
    private int textLineOctetsMax;
    private int recipientsMax;
    private int errorsMax;
    private int commandsMax;
    private int messagesMax;
    private int connectionsMax;
    private int connectionsPerAddressMax;
    private int messagesPerMinuteMax;
    private int networksMax;
    private int hopLineOctetsMax;
    private int hopReplyLinesMax;

    private Builder(SmtpLimits from) {
      commandOctetsMax = from.commandOctetsMax;
      pathOctetsMax = from.pathOctetsMax;
      textLineOctetsMax = from.textLineOctetsMax;
      recipientsMax = from.recipientsMax;
      errorsMax = from.errorsMax;
      commandsMax = from.commandsMax;
      messagesMax = from.messagesMax;
      connectionsMax = from.connectionsMax;
      connectionsPerAddressMax = from.connectionsPerAddressMax;
      messagesPerMinuteMax = from.messagesPerMinuteMax;
      networksMax = from.networksMax;
      hopLineOctetsMax = from.hopLineOctetsMax;
      hopReplyLinesMax = from.hopReplyLinesMax;
    }

    /** See {@link SmtpLimits#commandOctetsMax}. */
    public Builder commandOctetsMax(int value) {
      commandOctetsMax = value;
      return this;
    }

    /** See {@link SmtpLimits#pathOctetsMax}. */
    public Builder pathOctetsMax(int value) {
      pathOctetsMax = value;
      return this;
    }

    /** See {@link SmtpLimits#textLineOctetsMax}. */
    public Builder textLineOctetsMax(int value) {
      textLineOctetsMax = value;
      return this;
    }

    /** See {@link SmtpLimits#recipientsMax}. */
    public Builder recipientsMax(int value) {
      recipientsMax = value;
      return this;
    }

    /** See {@link SmtpLimits#errorsMax}. */
    public Builder errorsMax(int value) {
      errorsMax = value;
      return this;
    }

    /** See {@link SmtpLimits#commandsMax}. */
    public Builder commandsMax(int value) {
      commandsMax = value;
      return this;
    }

    /** See {@link SmtpLimits#messagesMax}. */
    public Builder messagesMax(int value) {
      messagesMax = value;
      return this;
    }

    /** See {@link SmtpLimits#connectionsMax}. */
    public Builder connectionsMax(int value) {
      connectionsMax = value;
      return this;
    }

    /** See {@link SmtpLimits#connectionsPerAddressMax}. */
    public Builder connectionsPerAddressMax(int value) {
      connectionsPerAddressMax = value;
      return this;
    }

    /** See {@link SmtpLimits#messagesPerMinuteMax}. */
    public Builder messagesPerMinuteMax(int value) {
      messagesPerMinuteMax = value;
      return this;
    }

    /** See {@link SmtpLimits#networksMax}. */
    public Builder networksMax(int value) {
      networksMax = value;
      return this;
    }

    /** See {@link SmtpLimits#hopLineOctetsMax}. */
    public Builder hopLineOctetsMax(int value) {
      hopLineOctetsMax = value;
      return this;
    }

    /** See {@link SmtpLimits#hopReplyLinesMax}. */
    public Builder hopReplyLinesMax(int value) {
      hopReplyLinesMax = value;
      return this;
    }

    /** The limits. */
    public SmtpLimits build() {
      return new SmtpLimits(
          commandOctetsMax,
          pathOctetsMax,
          textLineOctetsMax,
          recipientsMax,
          errorsMax,
          commandsMax,
          messagesMax,
          connectionsMax,
          connectionsPerAddressMax,
          messagesPerMinuteMax,
          networksMax,
          hopLineOctetsMax,
          hopReplyLinesMax);
    }
  }
}
