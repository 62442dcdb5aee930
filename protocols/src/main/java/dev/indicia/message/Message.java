package dev.indicia.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A message as received: the octets, and where its header fields and its body stand in them.
 *
 * <p>Nothing is copied or changed, and nothing fails: whatever is wrong is listed in {@link
 * #defects}. The array belongs to the message from then on; a caller that changes it breaks the
 * message. Otherwise immutable and thread-safe.
 */
public final class Message {
  private final byte[] octets;
  private final int length;
  private final MessageLimits limits;
  private final List<HeaderField> fields;
  private final List<HeaderField> shadowFields;
  private final int bodyStart;
  private final List<Defect> defects;

  private Message(byte[] octets, int length, MessageLimits limits, HeaderLexer lexer) {
    this.octets = octets;
    this.length = length;
    this.limits = limits;
    this.fields = List.copyOf(lexer.fields());
    this.shadowFields = List.copyOf(lexer.shadowFields());
    this.bodyStart = lexer.bodyStart();
    this.defects = List.copyOf(lexer.defects());
  }

  /** The message with these octets, as SMTP delivered them, within the default limits. */
  public static Message of(byte[] octets) {
    return of(octets, MessageLimits.DEFAULT);
  }

  /**
   * The message with these octets, as SMTP delivered them: only CRLF ends a line (RFC 5321 §2.3.8),
   * a CR or LF on its own is content.
   */
  public static Message of(byte[] octets, MessageLimits limits) {
    Objects.requireNonNull(limits, "limits");
    HeaderLexer lexer = new HeaderLexer(octets, octets.length, limits);
    lexer.run(0);
    return new Message(octets, octets.length, limits, lexer);
  }

  /**
   * The message with these octets, as a file stores it. Where the first line ends in LF alone,
   * every LF without CR is read as CRLF ({@link DefectKind#LF_LINE_ENDS}; offsets then count in the
   * octets so made); a first line that starts with "From " is the mbox separator and is skipped.
   */
  public static Message stored(byte[] octets, MessageLimits limits) {
    Objects.requireNonNull(limits, "limits");
    boolean local = octets.length <= limits.octetsMax() && StoredLines.endInLfAlone(octets);
    byte[] lines = local ? StoredLines.toCrlf(octets) : octets;
    HeaderLexer lexer = new HeaderLexer(lines, lines.length, limits);
    if (local) {
      lexer.report(DefectKind.LF_LINE_ENDS, 0);
    }
    lexer.run(StoredLines.mboxLineLength(lines));
    return new Message(lines, lines.length, limits, lexer);
  }

  /** The octets themselves, not a copy; not to be changed. */
  public byte[] octets() {
    return octets;
  }

  /** Number of octets. */
  public int length() {
    return length;
  }

  /** The limits the message was read within. */
  public MessageLimits limits() {
    return limits;
  }

  /** The header fields, top first. */
  public List<HeaderField> fields() {
    return fields;
  }

  /**
   * What reads like header fields between a line that is none ({@link DefectKind#NOT_A_FIELD}) and
   * the next empty line. They belong to the body; a looser reader takes them for header fields.
   */
  public List<HeaderField> shadowFields() {
    return shadowFields;
  }

  /** The header fields of that name (compared without case), top first. */
  public List<HeaderField> fields(String name) {
    List<HeaderField> found = new ArrayList<>(2);
    for (HeaderField field : fields) {
      if (field.isNamed(name)) {
        found.add(field);
      }
    }
    return found;
  }

  /** The topmost header field of that name. */
  public Optional<HeaderField> first(String name) {
    for (HeaderField field : fields) {
      if (field.isNamed(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** Offset of the body's first octet; {@link #length} when there is no body. */
  public int bodyStart() {
    return bodyStart;
  }

  /** What is wrong with the header section and the message's end, each kind once. */
  public List<Defect> defects() {
    return defects;
  }

  /** Whether that defect was found. */
  public boolean has(DefectKind kind) {
    for (Defect defect : defects) {
      if (defect.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /** The first limit hit, past which the message was not read. */
  public Optional<Defect> limitHit() {
    for (Defect defect : defects) {
      if (defect.kind().isLimit()) {
        return Optional.of(defect);
      }
    }
    return Optional.empty();
  }

  /** What is wrong with the body's octets, each kind once; read anew at each call. */
  public List<Defect> bodyDefects() {
    return BodyScan.defects(octets, bodyStart, length);
  }
}
