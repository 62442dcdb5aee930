package dev.indicia.gateway.smtp;

/** Hears what happens. Thread-safe, fast, and never throws: it is called while a client waits. */
@FunctionalInterface
public interface SmtpObserver {
  /** Hears nothing. */
  SmtpObserver NONE = event -> {};

  /** Something happened. */
  void observe(SmtpEvent event);
}
