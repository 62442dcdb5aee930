package dev.indicia.cli;

import dev.indicia.gateway.Spool;
import dev.indicia.gateway.inbound.Intake;
import dev.indicia.gateway.mailbox.MailboxEvent;
import dev.indicia.gateway.mailbox.MailboxOptions;
import dev.indicia.gateway.mailbox.MailboxWatcher;
import dev.indicia.gateway.watch.GatewayLog;
import dev.indicia.gateway.watch.Metrics;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The mailboxes that one gateway reads. Used by one thread. */
final class Mailboxes implements AutoCloseable {
  private final Metrics metrics;
  private final GatewayLog log;
  private final List<MailboxWatcher> watchers = new ArrayList<>();

  Mailboxes(Metrics metrics, GatewayLog log) {
    this.metrics = metrics;
    this.log = log;
  }

  /** Begins to read all of them. */
  void start(
      List<MailboxConfig> configs,
      ServeLimits limits,
      Intake intake,
      Spool spool,
      ServeData data,
      InstantSource clock)
      throws UsageException, IOException {
    List<MailboxOptions> all = new ArrayList<>();
    for (MailboxConfig config : configs) {
      all.add(config.options(limits));
    }
    for (MailboxOptions options : all) {
      watchers.add(
          MailboxWatcher.start(
              options,
              intake,
              spool,
              data.mailboxState(options.name()),
              data::nextEvent,
              this::hear,
              clock));
    }
  }

  private void hear(MailboxEvent event) {
    String what =
        event
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
            .toLowerCase(Locale.ROOT);
    metrics.count(
        "indicia_mailbox_events_total",
        "What happened with mailboxes.",
        "mailbox",
        event.mailbox(),
        "event",
        what);
    switch (event) {
      case MailboxEvent.Failed failed ->
          log.warn(
              "mailbox_failed",
              json ->
                  json.string("mailbox", failed.mailbox())
                      .string("reason", failed.reason().code())
                      .string("detail", failed.detail())
                      .number("retry_millis", failed.retryMillis()));
      case MailboxEvent.Renumbered renumbered ->
          log.warn(
              "mailbox_renumbered",
              json ->
                  json.string("mailbox", renumbered.mailbox())
                      .number("before", renumbered.before())
                      .number("uidvalidity", renumbered.uidValidity()));
      case MailboxEvent.Opened opened ->
          log.info(
              "mailbox_opened",
              json -> json.string("mailbox", opened.mailbox()).number("uid", opened.uid()));
      case MailboxEvent.CaughtUp caughtUp ->
          log.info(
              "mailbox_caught_up",
              json -> json.string("mailbox", caughtUp.mailbox()).number("uid", caughtUp.uid()));
      case MailboxEvent.Taken taken -> {
        // The message has a line of its own.
      }
    }
  }

  @Override
  public void close() {
    watchers.forEach(MailboxWatcher::close);
  }
}
