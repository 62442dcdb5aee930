package dev.indicia.message;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entity of a message (RFC 2045 §2.4): the message itself, a part of a multipart, or the
 * message inside a message/rfc822 part; as ranges of the message's octets. Immutable, thread-safe.
 */
public final class MimePart {
  private final byte[] octets;
  private final int start;
  private final int bodyStart;
  private final int end;
  private final int depth;
  private final List<HeaderField> fields;
  private final ContentType contentType;
  private final TransferEncoding encoding;
  private final List<MimePart> children;

  MimePart(
      byte[] octets,
      int start,
      int bodyStart,
      int end,
      int depth,
      List<HeaderField> fields,
      ContentType contentType,
      TransferEncoding encoding,
      List<MimePart> children) {
    this.octets = octets;
    this.start = start;
    this.bodyStart = bodyStart;
    this.end = end;
    this.depth = depth;
    this.fields = List.copyOf(fields);
    this.contentType = contentType;
    this.encoding = encoding;
    this.children = List.copyOf(children);
  }

  /** Offset of the header section's first octet. */
  public int start() {
    return start;
  }

  /** Offset of the body's first octet. */
  public int bodyStart() {
    return bodyStart;
  }

  /** Offset behind the body's last octet; the CRLF before a delimiter is not part of it. */
  public int end() {
    return end;
  }

  /** How many parts are around this one; 0 for the message. */
  public int depth() {
    return depth;
  }

  /** The header fields, top first. */
  public List<HeaderField> fields() {
    return fields;
  }

  /** The topmost header field of that name, compared without case. */
  public Optional<HeaderField> first(String name) {
    for (HeaderField field : fields) {
      if (field.isNamed(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** The media type; what the standard assumes where none can be read. */
  public ContentType contentType() {
    return contentType;
  }

  /** How the body is encoded. */
  public TransferEncoding encoding() {
    return encoding;
  }

  /** The parts of a multipart, the one message of a message/rfc822 part, or nothing. */
  public List<MimePart> children() {
    return children;
  }

  /** Content-Disposition's type in lower case, "inline" or "attachment"; null where not said. */
  public @Nullable String disposition() {
    Optional<HeaderField> field = first("Content-Disposition");
    return field.isEmpty() ? null : Parameters.firstWord(field.get().value());
  }

  /**
   * The file name: Content-Disposition's (RFC 2183 §2.3), else Content-Type's "name"; decoded, but
   * as written otherwise, so with path separators where it has some. Null where not said.
   */
  public @Nullable String filename() {
    Optional<HeaderField> field = first("Content-Disposition");
    if (field.isPresent()) {
      String name = new Parameters(field.get().value(), 0).read().get("filename");
      if (name != null) {
        return name;
      }
    }
    return contentType.parameter("name");
  }

  /**
   * The body without its transfer encoding.
   *
   * @param octetsMax octets decoded at most
   */
  public DecodedBody decode(int octetsMax) {
    if (octetsMax < 0) {
      throw new IllegalArgumentException("octetsMax is negative: " + octetsMax);
    }
    return TransferDecoder.decode(encoding, octets, bodyStart, end, octetsMax);
  }

  @Override
  public String toString() {
    return contentType.name() + " [" + start + ", " + bodyStart + ", " + end + ")";
  }
}
