package dev.indicia.cli;

import dev.indicia.evidence.Reason;
import dev.indicia.message.DefectKind;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** One message that comes from a file and goes on with fields on top. */
final class OneMessage {
  private final byte[] octets;
  private final Message message;

  private OneMessage(byte[] octets) {
    this.octets = octets;
    this.message = Message.stored(octets, MessageLimits.DEFAULT);
  }

  /** The message of that file; "-" is standard input. */
  static OneMessage read(String file, InputStream standardInput) throws UnreadableException {
    int max = MessageLimits.DEFAULT.octetsMax();
    try {
      if (file.equals("-")) {
        return new OneMessage(standardInput.readNBytes(max + 1));
      }
      if (Files.isDirectory(Path.of(file))) {
        throw InputFailure.isDirectory(file);
      }
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        return new OneMessage(in.readNBytes(max + 1));
      }
    } catch (InvalidPathException e) {
      throw new UnreadableException("not-found", file + ": is no file name");
    } catch (IOException e) {
      throw InputFailure.of(file, e);
    }
  }

  Message message() {
    return message;
  }

  /** The message as it was, line ends included, with the fields on top; or the fields alone. */
  byte[] under(List<String> fields, boolean fieldsAlone) {
    boolean lineFeeds = message.has(DefectKind.LF_LINE_ENDS);
    String text = String.join("", fields);
    byte[] top = (lineFeeds ? text.replace("\r\n", "\n") : text).getBytes(StandardCharsets.UTF_8);
    if (fieldsAlone) {
      return top;
    }
    int at = message.has(DefectKind.MBOX_FROM_LINE) ? lineLength(octets) : 0;
    byte[] whole = new byte[octets.length + top.length];
    System.arraycopy(octets, 0, whole, 0, at);
    System.arraycopy(top, 0, whole, at, top.length);
    System.arraycopy(octets, at, whole, at + top.length, octets.length - at);
    return whole;
  }

  private static int lineLength(byte[] octets) {
    int i = 0;
    while (i < octets.length && octets[i] != '\n') {
      i++;
    }
    return Math.min(i + 1, octets.length);
  }

  /** Why nothing can be put on top of the message. */
  static String refusal(String file, String what, Reason why, String detail) {
    String more = detail.isEmpty() ? "" : ": " + detail;
    return file + ": cannot be " + what + ": " + why.meaning() + more + " (" + why.section() + ")";
  }

  /** A field on one line, without its final CRLF. */
  static String unfolded(String field) {
    return field.replace("\r\n", "");
  }
}
