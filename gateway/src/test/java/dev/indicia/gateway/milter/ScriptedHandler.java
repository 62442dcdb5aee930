package dev.indicia.gateway.milter;

import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.Edit;
import dev.indicia.gateway.MailHandler;
import dev.indicia.gateway.SmtpReply;
import dev.indicia.gateway.Transaction;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Does what the message's X-Do fields say, so that a test's message tells the whole story:
 *
 * <pre>
 * insert INDEX NAME:VALUE    delete OCCURRENCE NAME    replace OCCURRENCE NAME:VALUE    body TEXT
 * quarantine REASON    reject LINE    tempfail LINE    throw    sleep MILLIS    show
 * </pre>
 *
 * "show" inserts X-Seen fields that tell what the handler was given. Keeps the messages it saw.
 */
final class ScriptedHandler implements MailHandler {
  final ConcurrentLinkedQueue<byte[]> messages = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<Transaction> transactions = new ConcurrentLinkedQueue<>();

  @Override
  public Disposition handle(Transaction transaction) throws InterruptedException {
    byte[] octets = octets(transaction);
    messages.add(octets);
    transactions.add(transaction);
    List<Edit> edits = new ArrayList<>();
    for (HeaderField field : Message.of(octets).fields()) {
      if (!field.isNamed("X-Do")) {
        continue;
      }
      String[] words = field.value().strip().split(" ", 2);
      String rest = words.length > 1 ? words[1] : "";
      switch (words[0]) {
        case "insert" -> edits.add(insertion(rest));
        case "delete" -> edits.add(new Edit.DeleteField(second(rest), number(rest)));
        case "replace" -> {
          String[] parts = second(rest).split(":", 2);
          edits.add(new Edit.ReplaceField(parts[0], number(rest), parts[1]));
        }
        case "body" -> edits.add(new Edit.ReplaceBody(body(rest)));
        case "show" -> show(transaction, edits);
        case "quarantine" -> {
          return new Disposition.Quarantine(rest, edits);
        }
        case "reject" -> {
          return new Disposition.Reject(reply(rest));
        }
        case "tempfail" -> {
          return new Disposition.TempFail(reply(rest));
        }
        case "sleep" -> Thread.sleep(Long.parseLong(rest));
        default -> throw new IllegalStateException("told to: " + field.value());
      }
    }
    return new Disposition.Accept(edits);
  }

  static byte[] octets(Transaction transaction) {
    try (InputStream in = transaction.content().open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Edit insertion(String text) {
    String[] parts = second(text).split(":", 2);
    return new Edit.InsertField(number(text), parts[0], parts[1]);
  }

  private static int number(String text) {
    return Integer.parseInt(text.substring(0, text.indexOf(' ')));
  }

  private static String second(String text) {
    return text.substring(text.indexOf(' ') + 1);
  }

  /** Line ends are written as bars. */
  private static byte[] body(String text) {
    return text.replace("|", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static SmtpReply reply(String line) {
    String[] parts = line.split(" ", 3);
    return new SmtpReply(Integer.parseInt(parts[0]), parts[1], parts[2]);
  }

  private static void show(Transaction t, List<Edit> edits) {
    String seen =
        "ip="
            + t.session().clientIp()
            + " helo="
            + t.session().helo()
            + " from="
            + t.session().mailFrom()
            + " to="
            + t.session().rcptTo()
            + " name="
            + t.client().name()
            + " auth="
            + t.client().authenticated()
            + " listener="
            + t.client().listener()
            + " tls="
            + t.client().tls()
            + " id="
            + t.queueId()
            + " octets="
            + t.content().size();
    edits.add(new Edit.InsertField(0, "X-Seen", " " + seen));
  }
}
