package dev.indicia.gateway.smtp;

/**
 * How long the SMTP filter waits, in milliseconds. Hitting one is a {@link
 * dev.indicia.gateway.esmtp.SmtpRefusal}. Immutable.
 *
 * @param commandMillis for a complete command line, from the reply before (RFC 5321 §4.5.3.2.7)
 * @param dataMillis for more of a message (RFC 5321 §4.5.3.2.5)
 * @param messageMillis for a whole message, from 354 or its first chunk
 * @param sessionMillis for a connection; a transaction that has begun to judge its message is not
 *     cut
 * @param writeMillis for one write to a client or the next hop
 * @param tlsMillis for a TLS handshake
 * @param judgeMillis for the decision
 * @param hopConnectMillis for the connection to the next hop, without its greeting
 * @param hopReplyMillis for a reply of the next hop (RFC 5321 §4.5.3.2.1 to 3)
 * @param hopFinalMillis for its reply to the end of the data (RFC 5321 §4.5.3.2.6)
 */
public record SmtpTimeLimits(
    long commandMillis,
    long dataMillis,
    long messageMillis,
    long sessionMillis,
    long writeMillis,
    long tlsMillis,
    long judgeMillis,
    long hopConnectMillis,
    long hopReplyMillis,
    long hopFinalMillis) {
  /** The times of RFC 5321, a minute for the decision. */
  public static final SmtpTimeLimits DEFAULT =
      new SmtpTimeLimits(
          300_000,
          180_000,
          1_800_000,
          14_400_000,
          180_000,
          60_000,
          60_000,
          30_000,
          300_000,
          600_000);

  public SmtpTimeLimits {
    long[] all = {
      commandMillis,
      dataMillis,
      messageMillis,
      sessionMillis,
      writeMillis,
      tlsMillis,
      judgeMillis,
      hopConnectMillis,
      hopReplyMillis,
      hopFinalMillis
    };
    for (long one : all) {
      if (one < 1) {
        throw new IllegalArgumentException("limits are positive");
      }
    }
  }

  /** A builder that begins with these. */
  public Builder with() {
    return new Builder(this);
  }

  /** Builds limits. */
  public static final class Builder {
    private long commandMillis;
    private long dataMillis;
    private long messageMillis;
    private long sessionMillis;
    private long writeMillis;
    private long tlsMillis;
    private long judgeMillis;
    private long hopConnectMillis;
    private long hopReplyMillis;
    private long hopFinalMillis;

    private Builder(SmtpTimeLimits from) {
      commandMillis = from.commandMillis;
      dataMillis = from.dataMillis;
      messageMillis = from.messageMillis;
      sessionMillis = from.sessionMillis;
      writeMillis = from.writeMillis;
      tlsMillis = from.tlsMillis;
      judgeMillis = from.judgeMillis;
      hopConnectMillis = from.hopConnectMillis;
      hopReplyMillis = from.hopReplyMillis;
      hopFinalMillis = from.hopFinalMillis;
    }

    /** See {@link SmtpTimeLimits#commandMillis}. */
    public Builder commandMillis(long value) {
      commandMillis = value;
      return this;
    }

    /** See {@link SmtpTimeLimits#dataMillis}. */
    public Builder dataMillis(long value) {
      dataMillis = value;
      return this;
    }

    /** See {@link SmtpTimeLimits#messageMillis}. */
    public Builder messageMillis(long value) {
      messageMillis = value;
      return this;
    }

    /** See {@link SmtpTimeLimits#sessionMillis}. */
    public Builder sessionMillis(long value) {
      sessionMillis = value;
      return this;
    }

    /** See {@link SmtpTimeLimits#writeMillis}. */
    public Builder writeMillis(long value) {
      writeMillis = value;
      return this;
    }

    /** See {@link SmtpTimeLimits#tlsMillis}. */
    public Builder tlsMillis(long value) {
      tlsMillis = value;
      return this;
    }

    /** See {@link SmtpTimeLimits#judgeMillis}. */
    public Builder judgeMillis(long value) {
      judgeMillis = value;
      return this;
    }

    /** See {@link SmtpTimeLimits#hopConnectMillis}. */
    public Builder hopConnectMillis(long value) {
      hopConnectMillis = value;
      return this;
    }

    /** See {@link SmtpTimeLimits#hopReplyMillis}. */
    public Builder hopReplyMillis(long value) {
      hopReplyMillis = value;
      return this;
    }

    /** See {@link SmtpTimeLimits#hopFinalMillis}. */
    public Builder hopFinalMillis(long value) {
      hopFinalMillis = value;
      return this;
    }

    /** The limits. */
    public SmtpTimeLimits build() {
      return new SmtpTimeLimits(
          commandMillis,
          dataMillis,
          messageMillis,
          sessionMillis,
          writeMillis,
          tlsMillis,
          judgeMillis,
          hopConnectMillis,
          hopReplyMillis,
          hopFinalMillis);
    }
  }
}
