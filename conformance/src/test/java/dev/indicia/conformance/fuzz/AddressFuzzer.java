package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.message.AddressList;
import dev.indicia.message.Authors;
import dev.indicia.message.Mailbox;
import dev.indicia.message.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The body of a From field: every mailbox lies inside the field. */
final class AddressFuzzer {
  private static final byte[] NAME = "From:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @FuzzTest(maxDuration = "20s")
  void parse(byte[] input) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.writeBytes(NAME);
    octets.writeBytes(input);
    octets.writeBytes(END);
    Oracle.bounded(
        input.length,
        () -> {
          Message message = Message.of(octets.toByteArray());
          int max = message.limits().addressesMax();
          message
              .first("From")
              .ifPresent(field -> {
                AddressList list = AddressList.parse(field, max);
                Oracle.check(list.mailboxes().size() <= max, "more than the limit");
                for (Mailbox mailbox : list.mailboxes()) {
                  Oracle.check(
                      field.start() <= mailbox.offset()
                          && mailbox.offset() + mailbox.length() <= field.end(),
                      "mailbox outside its field: " + mailbox);
                }
              });
          Authors.of(message).authorDomain();
        });
  }
}
