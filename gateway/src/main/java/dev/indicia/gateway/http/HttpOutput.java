package dev.indicia.gateway.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** What a client is sent. For one thread. */
final class HttpOutput {
  static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** RFC 9110 §5.6.7: a day of two digits, which the JDK's RFC 1123 has not. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final SocketChannel channel;
  private final InstantSource clock;

  HttpOutput(SocketChannel channel, InstantSource clock) {
    this.channel = channel;
    this.clock = clock;
  }

  /**
   * Head and content in one piece: the client need not wake twice.
   *
   * @param withContent not where the head alone was asked for
   * @param last whether the connection ends with it
   */
  void write(HttpAnswer answer, boolean withContent, boolean last) throws IOException {
    byte[] head = head(answer, last).getBytes(StandardCharsets.ISO_8859_1);
    if (!withContent) {
      write(head);
      return;
    }
    byte[] all = Arrays.copyOf(head, head.length + answer.content().length);
    System.arraycopy(answer.content(), 0, all, head.length, answer.content().length);
    write(all);
  }

  void write(byte[] octets) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(octets);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  private String head(HttpAnswer answer, boolean last) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(answer.status()).append(' ').append(phrase(answer.status()));
    field(head, "Date", DATE.format(clock.instant()));
    field(head, "Content-Type", answer.type());
    field(head, "Content-Length", Integer.toString(answer.content().length));
    field(head, "Cache-Control", "no-store");
    field(head, "X-Content-Type-Options", "nosniff");
    if (!answer.allowed().isEmpty()) {
      field(head, "Allow", answer.allowed());
    }
    if (last) {
      field(head, "Connection", "close");
    }
    return head.append("\r\n\r\n").toString();
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append("\r\n").append(name).append(": ").append(value);
  }

  /** RFC 9110 §15. */
  private static String phrase(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 413 -> "Content Too Large";
      case 417 -> "Expectation Failed";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      case 505 -> "HTTP Version Not Supported";
      default -> "";
    };
  }
}
