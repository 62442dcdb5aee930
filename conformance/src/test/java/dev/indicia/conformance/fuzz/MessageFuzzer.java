package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.message.Authors;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Mailbox;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.message.MimePart;
import dev.indicia.message.MimeStructure;
import dev.indicia.message.Received;
import dev.indicia.message.ReturnPath;

/** Header section, authors, trace fields and MIME structure of any octets. */
final class MessageFuzzer {
  private static final int DECODED_OCTETS_MAX = 1 << 20;

  @FuzzTest(maxDuration = "20s")
  void read(byte[] input) {
    Oracle.bounded(
        input.length,
        () -> {
          read(Message.of(input.clone()), input.length);
          Message stored = Message.stored(input.clone(), MessageLimits.DEFAULT);
          read(stored, stored.length());
        });
  }

  private static void read(Message message, int length) {
    int from = 0;
    for (HeaderField field : message.fields()) {
      Oracle.check(
          from <= field.start()
              && field.start() <= field.nameEnd()
              && field.nameEnd() < field.valueStart()
              && field.valueStart() <= field.end(),
          "fields out of order at " + field.start());
      from = field.end();
      field.value();
    }
    Oracle.check(
        from <= message.bodyStart() && message.bodyStart() <= length, "body before its header");
    message.bodyDefects();
    Authors authors = Authors.of(message);
    for (Mailbox mailbox : authors.mailboxes()) {
      Oracle.check(
          mailbox.offset() >= 0
              && mailbox.length() >= 0
              && mailbox.offset() + mailbox.length() <= length,
          "mailbox outside the message: " + mailbox);
    }
    Oracle.check(
        Received.chain(message).size() <= message.fields().size(), "more hops than fields");
    ReturnPath.of(message);
    parts(MimeStructure.of(message), length);
  }

  private static void parts(MimeStructure structure, int length) {
    for (MimePart part : structure.parts()) {
      Oracle.check(
          0 <= part.start()
              && part.start() <= part.bodyStart()
              && part.bodyStart() <= part.end()
              && part.end() <= length,
          "part outside the message: " + part);
      for (MimePart child : part.children()) {
        Oracle.check(
            part.bodyStart() <= child.start() && child.end() <= part.end(),
            "part outside its parent: " + child);
      }
      part.filename();
      part.disposition();
      part.decode(DECODED_OCTETS_MAX);
    }
  }
}
