package dev.indicia.gateway.smtp;

import dev.indicia.gateway.Edit;
import dev.indicia.gateway.Edits;
import dev.indicia.gateway.MailContent;
import dev.indicia.gateway.esmtp.ContentDecoder;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message with its edits. Only the header section is held in memory; what no edit names goes
 * through octet by octet. Immutable.
 */
final class EditedContent {
  /** An edit that would break the message: it is ours, and the message does not go on. */
  static final class InvalidEditException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidEditException(String message) {
      super(message);
    }
  }

  private final MailContent content;
  private final byte[] head;
  private final long skipped;
  private final byte @Nullable [] body;
  private final boolean eightBitHead;

  private EditedContent(MailContent content, byte[] head, long skipped, byte @Nullable [] body) {
    this.content = content;
    this.head = head;
    this.skipped = skipped;
    this.body = body;
    this.eightBitHead = isEightBit(head);
  }

  /** The message with the edits, in their order. */
  static EditedContent of(MailContent content, List<Edit> edits)
      throws InvalidEditException, IOException {
    byte[] prefix = prefix(content);
    Message message = Message.of(prefix);
    Edits.Edited edited = Edits.of(message, edits);
    byte[] body = edited.body();
    return body == null
        ? new EditedContent(content, edited.head(), message.bodyStart(), null)
        : new EditedContent(content, edited.head(), content.size(), checkedBody(body));
  }

  /** The octets to the end of the header section, or as many as are read for one. */
  private static byte[] prefix(MailContent content) throws IOException {
    int max = MessageLimits.DEFAULT.headerOctetsMax() + MessageLimits.DEFAULT.fieldOctetsMax() + 4;
    byte[] prefix = new byte[(int) Math.min(Math.min(content.size(), max), 8192)];
    int length = 0;
    try (InputStream in = content.open()) {
      while (true) {
        int count = in.readNBytes(prefix, length, prefix.length - length);
        int end = headerEnd(prefix, Math.max(length - 3, 0), length + count);
        length += count;
        if (end >= 0) {
          return Arrays.copyOf(prefix, end);
        }
        if (length < prefix.length || length >= Math.min(max, content.size())) {
          return Arrays.copyOf(prefix, length);
        }
        prefix = Arrays.copyOf(prefix, (int) Math.min(Math.min(2L * length, max), content.size()));
      }
    }
  }

  /** Offset behind the first empty line, or -1. */
  private static int headerEnd(byte[] octets, int from, int to) {
    for (int i = from; i + 1 < to; i++) {
      if (octets[i] == '\r'
          && octets[i + 1] == '\n'
          && (i == 0 || (i >= 2 && octets[i - 1] == '\n' && octets[i - 2] == '\r'))) {
        return i + 2;
      }
    }
    return -1;
  }

  private static byte[] checkedBody(byte[] octets) throws InvalidEditException {
    byte before = 0;
    for (byte octet : octets) {
      if ((before == '\r') != (octet == '\n') || octet == 0) {
        throw new InvalidEditException("the body has line ends other than CRLF, or a NUL");
      }
      before = octet;
    }
    if (octets.length > 0 && before != '\n') {
      throw new InvalidEditException("the body does not end with CRLF");
    }
    return octets;
  }

  private static boolean isEightBit(byte[] octets) {
    for (byte octet : octets) {
      if (octet < 0) {
        return true;
      }
    }
    return false;
  }

  /** Octets of all of it. */
  long size() {
    return head.length + (body == null ? content.size() - skipped : body.length);
  }

  /** Whether the header section has octets above 127. */
  boolean isHeaderEightBit() {
    return eightBitHead;
  }

  /**
   * Whether any octet is above 127.
   *
   * @param received whether the message as received has one
   */
  boolean isEightBit(boolean received) {
    return eightBitHead || (body == null ? received : isEightBit(body));
  }

  /** Writes all of it. */
  void writeTo(ContentDecoder.Sink sink) throws IOException {
    sink.write(head, 0, head.length);
    if (body != null) {
      sink.write(body, 0, body.length);
      return;
    }
    byte[] buffer = new byte[16 << 10];
    try (InputStream in = content.open()) {
      in.skipNBytes(skipped);
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sink.write(buffer, 0, count);
      }
    }
  }
}
