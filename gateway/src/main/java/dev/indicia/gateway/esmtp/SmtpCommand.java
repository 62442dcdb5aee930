package dev.indicia.gateway.esmtp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command of a client (RFC 5321 §4.1.1). Immutable. */
public sealed interface SmtpCommand {
  /** HELO or EHLO. */
  record Hello(String name, boolean extended) implements SmtpCommand {}

  /**
   * MAIL.
   *
   * @param sender the reverse-path without angle brackets and source route; "" is the null one
   * @param size SIZE (RFC 1870), in octets; -1 without
   * @param body BODY (RFC 6152); null without
   * @param utf8 SMTPUTF8 (RFC 6531)
   * @param dsn RET and ENVID as sent (RFC 3461 §4.3, §4.4)
   * @param extended whether any parameter stands there
   */
  record Mail(
      String sender,
      long size,
      @Nullable Body body,
      boolean utf8,
      List<String> dsn,
      boolean extended)
      implements SmtpCommand {
    public Mail {
      dsn = List.copyOf(dsn);
    }
  }

  /** Values of BODY. */
  enum Body {
    /** Seven bits. */
    SEVEN_BIT("7BIT"),
    /** Eight bits, lines as ever. */
    EIGHT_BIT_MIME("8BITMIME");

    private final String word;

    Body(String word) {
      this.word = word;
    }

    /** As it stands in the command. */
    public String word() {
      return word;
    }
  }

  /**
   * RCPT.
   *
   * @param recipient the forward-path without angle brackets and source route
   * @param dsn NOTIFY and ORCPT as sent (RFC 3461 §4.1, §4.2)
   */
  record Rcpt(String recipient, List<String> dsn) implements SmtpCommand {
    public Rcpt {
      dsn = List.copyOf(dsn);
    }
  }

  /** DATA. */
  record Data() implements SmtpCommand {}

  /**
   * BDAT (RFC 3030 §2).
   *
   * @param size octets that follow the command
   * @param last whether the message ends with them
   */
  record Bdat(long size, boolean last) implements SmtpCommand {}

  /** RSET. */
  record Rset() implements SmtpCommand {}

  /** NOOP. */
  record Noop() implements SmtpCommand {}

  /** VRFY. */
  record Vrfy() implements SmtpCommand {}

  /** HELP. */
  record Help() implements SmtpCommand {}

  /** QUIT. */
  record Quit() implements SmtpCommand {}

  /** STARTTLS (RFC 3207). */
  record StartTls() implements SmtpCommand {}

  /** XCLIENT: the client's attributes for all that follows. */
  record XClient(ClientAttributes attributes) implements SmtpCommand {}

  /** XFORWARD: the client's attributes for the next transaction. */
  record XForward(ClientAttributes attributes) implements SmtpCommand {}

  /** A line that is no command we take. */
  record Unusable(SmtpRefusal refusal) implements SmtpCommand {}
}
