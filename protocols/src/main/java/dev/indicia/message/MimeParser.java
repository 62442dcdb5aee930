package dev.indicia.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a message in one pass over its lines: a stack of open entities, and a map from
 * the boundary to the innermost of them that has it. Runs once.
 */
final class MimeParser {
  /** RFC 2046 §5.1.1: boundary := 0*69bchars bcharsnospace. */
  private static final int BOUNDARY_MAX = 70;

  private static final VarHandle EIGHT_OCTETS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] octets;
  private final int length;
  private final MessageLimits limits;
  private final Message message;
  private final List<Open> stack = new ArrayList<>();
  private final Map<String, Integer> boundaries = new HashMap<>();
  private final List<Defect> defects = new ArrayList<>(0);
  private final Set<DefectKind> reported = EnumSet.noneOf(DefectKind.class);
  private int longestBoundary;
  private int partCount;
  private boolean stopped;
  private int headerStart = -1;
  private @Nullable MimePart root;

  /** An entity whose end is not yet found. */
  private static final class Open {
    final int start;
    final int depth;
    final ContentType assumed;
    int bodyStart;
    List<HeaderField> fields = List.of();
    ContentType type = ContentType.TEXT_PLAIN;
    TransferEncoding encoding = TransferEncoding.SEVEN_BIT;
    @Nullable String boundary;

    /** Index of the entity further out that has the same boundary, or -1. */
    int shadowed = -1;

    boolean closed;
    final List<MimePart> children = new ArrayList<>(0);

    Open(int start, int depth, ContentType assumed) {
      this.start = start;
      this.depth = depth;
      this.assumed = assumed;
    }
  }

  MimeParser(Message message) {
    this.message = message;
    this.octets = message.octets();
    this.length = message.length();
    this.limits = message.limits();
  }

  MimeStructure run() {
    List<HeaderField> fields = message.fields();
    int start = fields.isEmpty() ? 0 : fields.get(0).start();
    Open whole = new Open(start, 0, ContentType.TEXT_PLAIN);
    stack.add(whole);
    partCount = 1;
    startBody(whole, fields, message.bodyStart());
    // Without open boundaries nothing can follow that is structure.
    int at = message.bodyStart();
    while (at < length && !stopped && (headerStart >= 0 || !boundaries.isEmpty())) {
      at = line(at);
    }
    while (headerStart >= 0) {
      // Twice for a message/rfc822 part without body: its message has no header section either.
      endHeader(length);
    }
    finishAbove(-1, length);
    MimePart part = root;
    if (part == null) {
      throw new IllegalStateException("the message itself was not finished");
    }
    return new MimeStructure(part, defects);
  }

  private void report(DefectKind kind, int offset) {
    if (reported.add(kind)) {
      defects.add(new Defect(kind, offset));
    }
  }

  /** Reads one line; the offset of the next. */
  private int line(int at) {
    int next = lineEnd(at);
    if (octets[at] == '-' && at + 1 < length && octets[at + 1] == '-' && isDelimiter(at, next)) {
      return next;
    }
    if (headerStart < 0) {
      return next;
    }
    if (next == at + 2 && octets[at] == '\r') {
      endHeader(next);
      return next;
    }
    boolean continuation = at > headerStart && (octets[at] == ' ' || octets[at] == '\t');
    if (!continuation && HeaderLexer.nameEnd(octets, at, length) < 0) {
      // As in the message's own header section: the body begins at the line that is no field. It
      // may be a delimiter of the multipart that begins there, so it is read again.
      endHeader(at);
      return at;
    }
    return next;
  }

  private int lineEnd(int at) {
    byte[] source = octets;
    int i = at + 1;
    while (i < length) {
      // Eight octets at a time: whether one of them is LF.
      while (i + 8 <= length) {
        long eight = (long) EIGHT_OCTETS.get(source, i) ^ 0x0A0A0A0A0A0A0A0AL;
        long found = (eight - 0x0101010101010101L) & ~eight & 0x8080808080808080L;
        if (found != 0) {
          i += Long.numberOfTrailingZeros(found) >>> 3;
          break;
        }
        i += 8;
      }
      if (i < length && source[i] == '\n' && source[i - 1] == '\r') {
        return i + 1;
      }
      i++;
    }
    return length;
  }

  /** RFC 2046 §5.1.1: takes the line if it is a delimiter of an open multipart. */
  private boolean isDelimiter(int at, int next) {
    int end = next;
    while (end > at && isSpace(octets[end - 1])) {
      // Transport padding and the line end.
      end--;
    }
    int from = at + 2;
    if (boundaries.isEmpty()) {
      return false;
    }
    if (end - from > longestBoundary + 2) {
      checkPrefix(at, end);
      return false;
    }
    String line = new String(octets, from, Math.max(end - from, 0), StandardCharsets.ISO_8859_1);
    int level = boundaries.getOrDefault(line, -1);
    boolean closes = false;
    if (line.endsWith("--")) {
      int closed = boundaries.getOrDefault(line.substring(0, line.length() - 2), -1);
      closes = closed > level;
      level = Math.max(level, closed);
    }
    if (level < 0) {
      checkPrefix(at, end);
      return false;
    }
    delimiter(level, closes, at, next);
    return true;
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
  }

  /** Whether a looser reader would take the line for a delimiter of the innermost multipart. */
  private void checkPrefix(int at, int end) {
    if (reported.contains(DefectKind.MIME_BOUNDARY_PREFIX)) {
      return;
    }
    Open inner = stack.get(stack.size() - 1);
    if (inner.boundary == null && stack.size() > 1) {
      inner = stack.get(stack.size() - 2);
    }
    String boundary = inner.boundary;
    if (boundary == null || boundary.isEmpty() || end - at - 2 < boundary.length()) {
      return;
    }
    for (int i = 0; i < boundary.length(); i++) {
      if ((octets[at + 2 + i] & 0xff) != boundary.charAt(i)) {
        return;
      }
    }
    report(DefectKind.MIME_BOUNDARY_PREFIX, at);
  }

  private void delimiter(int level, boolean closes, int at, int next) {
    while (headerStart >= 0) {
      endHeader(at);
    }
    // RFC 2046 §5.1.1: the CRLF before the delimiter line belongs to it.
    finishAbove(level, at - 2);
    Open multipart = stack.get(level);
    if (multipart.closed) {
      report(DefectKind.MIME_BEHIND_CLOSE, at);
    } else if (closes) {
      multipart.closed = true;
      if (multipart.shadowed >= 0 && multipart.boundary != null) {
        boundaries.put(multipart.boundary, multipart.shadowed);
      }
    } else {
      // RFC 2046 §5.1.5: in a digest, a part that says nothing is a message.
      boolean digest = multipart.type.subtype().equals("digest");
      open(next, multipart.depth + 1, digest ? ContentType.MESSAGE : ContentType.TEXT_PLAIN);
    }
  }

  private void open(int start, int depth, ContentType assumed) {
    if (partCount == limits.mimePartsMax()) {
      report(DefectKind.MIME_TOO_MANY_PARTS, start);
      stopped = true;
      return;
    }
    partCount++;
    stack.add(new Open(start, depth, assumed));
    headerStart = start;
  }

  /** The header section of the innermost entity ends there. */
  private void endHeader(int end) {
    Open part = stack.get(stack.size() - 1);
    HeaderLexer lexer = new HeaderLexer(octets, end, limits);
    lexer.runPart(headerStart);
    for (Defect defect : lexer.defects()) {
      if (defect.kind().isLimit()) {
        report(defect.kind(), defect.offset());
      }
    }
    headerStart = -1;
    startBody(part, lexer.fields(), end);
  }

  private void startBody(Open part, List<HeaderField> fields, int bodyStart) {
    part.fields = fields;
    part.bodyStart = bodyStart;
    part.type = contentType(fields, part.assumed);
    part.encoding = encoding(fields);
    boolean message = part.type.isMessage();
    if (!message && !part.type.isMultipart()) {
      return;
    }
    if (!part.encoding.isIdentity()) {
      // RFC 2045 §6.4: no encoding but 7bit, 8bit and binary for these types. A multipart's
      // delimiters are in plain sight all the same, an encoded message is not.
      report(DefectKind.MIME_ENCODED_STRUCTURE, bodyStart);
      if (message) {
        return;
      }
    }
    if (part.depth >= limits.mimeDepthMax()) {
      report(DefectKind.MIME_TOO_DEEP, bodyStart);
    } else if (message) {
      open(bodyStart, part.depth + 1, ContentType.TEXT_PLAIN);
    } else {
      openBoundary(part);
    }
  }

  private void openBoundary(Open part) {
    String value = part.type.parameter(Parameters.BOUNDARY);
    String boundary = value == null ? "" : value.stripTrailing();
    if (boundary.isEmpty()) {
      report(DefectKind.MIME_NO_BOUNDARY, part.start);
      return;
    }
    if (boundary.length() > BOUNDARY_MAX) {
      report(DefectKind.MIME_LONG_BOUNDARY, part.start);
    }
    byte[] utf8 = boundary.getBytes(StandardCharsets.UTF_8);
    part.boundary = new String(utf8, StandardCharsets.ISO_8859_1);
    longestBoundary = Math.max(longestBoundary, part.boundary.length());
    Integer outer = boundaries.put(part.boundary, stack.size() - 1);
    if (outer != null) {
      report(DefectKind.MIME_BOUNDARY_REUSED, part.start);
      part.shadowed = outer;
    }
  }

  private ContentType contentType(List<HeaderField> fields, ContentType assumed) {
    HeaderField found = null;
    for (HeaderField field : fields) {
      if (!field.isNamed("Content-Type")) {
        continue;
      }
      if (found != null) {
        report(DefectKind.MIME_CONTENT_TYPE_TWICE, field.start());
        break;
      }
      found = field;
    }
    if (found == null) {
      return assumed;
    }
    String value = found.value();
    Parameters parameters = new Parameters(value, value.indexOf('/') + 1);
    Optional<ContentType> type = ContentType.parse(value, parameters);
    if (type.isEmpty()) {
      report(DefectKind.MIME_CONTENT_TYPE, found.start());
    } else if (parameters.isTwice()) {
      report(DefectKind.MIME_CONTENT_TYPE_TWICE, found.start());
    }
    // RFC 2045 §5.2: what cannot be read is text/plain.
    return type.orElse(ContentType.TEXT_PLAIN);
  }

  private TransferEncoding encoding(List<HeaderField> fields) {
    HeaderField found = null;
    for (HeaderField field : fields) {
      if (!field.isNamed("Content-Transfer-Encoding")) {
        continue;
      }
      if (found != null) {
        report(DefectKind.MIME_ENCODING_TWICE, field.start());
        break;
      }
      found = field;
    }
    if (found == null) {
      return TransferEncoding.SEVEN_BIT;
    }
    String word = Parameters.firstWord(found.value());
    TransferEncoding encoding = TransferEncoding.of(word == null ? "" : word);
    if (encoding == TransferEncoding.UNKNOWN) {
      report(DefectKind.MIME_ENCODING, found.start());
    }
    return encoding;
  }

  /** Everything inside the entity of that index ends there. */
  private void finishAbove(int level, int end) {
    int covered = end;
    for (int i = stack.size() - 1; i > level; i--) {
      // The empty line that ends an inner header section may be the delimiter's own CRLF.
      covered = finish(stack.remove(i), i, covered);
    }
  }

  /** Closes the entity and says where it ends. */
  private int finish(Open part, int index, int at) {
    int end = Math.max(at, part.bodyStart);
    String boundary = part.boundary;
    if (boundary != null) {
      if (!part.closed && !stopped) {
        boolean never = part.children.isEmpty();
        report(never ? DefectKind.MIME_BOUNDARY_ABSENT : DefectKind.MIME_NOT_CLOSED, end);
      }
      if (boundaries.getOrDefault(boundary, -1) == index) {
        if (part.shadowed >= 0) {
          boundaries.put(boundary, part.shadowed);
        } else {
          boundaries.remove(boundary);
        }
      }
    }
    MimePart done =
        new MimePart(
            octets,
            part.start,
            part.bodyStart,
            end,
            part.depth,
            part.fields,
            part.type,
            part.encoding,
            part.children);
    if (index == 0) {
      root = done;
    } else {
      stack.get(index - 1).children.add(done);
    }
    return end;
  }
}
