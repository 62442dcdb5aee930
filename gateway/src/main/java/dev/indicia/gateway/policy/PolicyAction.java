package dev.indicia.gateway.policy;

import java.util.Locale;

/** What a rule does. */
public enum PolicyAction {
  /** The message goes on. */
  ACCEPT,
  /** It goes on with a header field or a word in its subject. */
  TAG,
  /** It goes on with a warning above its text. */
  BANNER,
  /** The mail system is asked to hold it. */
  QUARANTINE,
  /** It is refused for good. */
  REJECT,
  /** It is refused for now. */
  TEMPFAIL;

  /** The lower-case word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the client is refused, so that nothing of the message goes on. */
  public boolean isRefusal() {
    return this == REJECT || this == TEMPFAIL;
  }
}
