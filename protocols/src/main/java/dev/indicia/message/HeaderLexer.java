package dev.indicia.message;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the header fields in the octets of a message (RFC 5322 §2.2, with the obsolete forms of
 * §4.5), in one pass and without copying. A line ends in CRLF only. Runs once.
 */
final class HeaderLexer {
  private final byte[] octets;
  private final int length;
  private final MessageLimits limits;
  private final List<HeaderField> fields = new ArrayList<>(32);
  private final List<HeaderField> shadowFields = new ArrayList<>(0);
  private final List<Defect> defects = new ArrayList<>(2);
  private final Set<DefectKind> reported = EnumSet.noneOf(DefectKind.class);
  private int bodyStart;

  HeaderLexer(byte[] octets, int length, MessageLimits limits) {
    this.octets = octets;
    this.length = length;
    this.limits = limits;
  }

  List<HeaderField> fields() {
    return fields;
  }

  List<HeaderField> shadowFields() {
    return shadowFields;
  }

  List<Defect> defects() {
    return defects;
  }

  int bodyStart() {
    return bodyStart;
  }

  void report(DefectKind kind, int offset) {
    if (reported.add(kind)) {
      defects.add(new Defect(kind, offset));
    }
  }

  /** Reads the header section that begins after {@code skip} octets of mbox separator. */
  void run(int skip) {
    bodyStart = length;
    if (length == 0) {
      report(DefectKind.EMPTY, 0);
      return;
    }
    if (length > limits.octetsMax()) {
      report(DefectKind.MESSAGE_TOO_LARGE, limits.octetsMax());
      return;
    }
    if (skip > 0) {
      report(DefectKind.MBOX_FROM_LINE, 0);
    }
    readFields(skip);
    if (fields.isEmpty() && !reported.contains(DefectKind.FIELD_TOO_LONG)) {
      report(DefectKind.NO_HEADER_FIELD, skip);
    }
    if (octets[length - 1] != '\n' || length < 2 || octets[length - 2] != '\r') {
      report(DefectKind.NO_FINAL_CRLF, length);
    }
  }

  /**
   * Reads the header section of a body part, which ends where the octets given end, if not before.
   */
  void runPart(int start) {
    bodyStart = length;
    readFields(start);
  }

  private void readFields(int start) {
    int at = start;
    while (at < length) {
      if (isCrlf(at)) {
        bodyStart = at + 2;
        return;
      }
      if (at - start > limits.headerOctetsMax()) {
        report(DefectKind.HEADER_TOO_LARGE, at);
        bodyStart = bodyBehind(at);
        return;
      }
      int colon = nameEnd(octets, at, length);
      if (colon < 0) {
        report(DefectKind.NOT_A_FIELD, at);
        bodyStart = at;
        readShadowFields(at);
        return;
      }
      if (fields.size() == limits.fieldsMax()) {
        report(DefectKind.TOO_MANY_FIELDS, at);
        bodyStart = bodyBehind(at);
        return;
      }
      int end = fieldEnd(at, colon + 1, true);
      if (end - at > limits.fieldOctetsMax()) {
        report(DefectKind.FIELD_TOO_LONG, at);
        bodyStart = bodyBehind(end);
        return;
      }
      fields.add(field(at, colon, end));
      at = end;
    }
    report(DefectKind.NO_BODY_SEPARATOR, length);
  }

  private HeaderField field(int start, int colon, int end) {
    int nameEnd = colon;
    while (octets[nameEnd - 1] == ' ' || octets[nameEnd - 1] == '\t') {
      nameEnd--;
    }
    if (nameEnd < colon) {
      report(DefectKind.SPACE_BEFORE_COLON, nameEnd);
    }
    return new HeaderField(octets, start, nameEnd, colon + 1, end);
  }

  /** The fields that a reader would find who skips the line that is none. */
  private void readShadowFields(int start) {
    int at = fieldEnd(start, start, false);
    int end = start + Math.min(length - start, limits.headerOctetsMax());
    while (at < end && !isCrlf(at) && shadowFields.size() < limits.fieldsMax()) {
      int colon = nameEnd(octets, at, length);
      int next = fieldEnd(at, colon < 0 ? at : colon + 1, false);
      if (colon >= 0 && next - at <= limits.fieldOctetsMax()) {
        shadowFields.add(field(at, colon, next));
      }
      at = next;
    }
  }

  private boolean isCrlf(int at) {
    return octets[at] == '\r' && at + 1 < length && octets[at + 1] == '\n';
  }

  /**
   * Offset of the colon of the field that starts there, or -1 when no field name (1*ftext, RFC 5322
   * §3.6.8) with optional white space behind it does (obs-optional, §4.5.8). A name has at most 998
   * octets, as it cannot be folded.
   */
  static int nameEnd(byte[] octets, int start, int length) {
    int at = start;
    int end = start + Math.min(length - start, 999);
    while (at < end && octets[at] > ' ' && octets[at] < 0x7f && octets[at] != ':') {
      at++;
    }
    if (at == start) {
      return -1;
    }
    while (at < end && (octets[at] == ' ' || octets[at] == '\t')) {
      at++;
    }
    return at < end && octets[at] == ':' ? at : -1;
  }

  /** Offset behind the field: behind the first CRLF that no white space follows. */
  private int fieldEnd(int start, int from, boolean report) {
    int lineStart = start;
    boolean eightBit = false;
    boolean blank = false;
    for (int i = from; i < length; i++) {
      byte octet = octets[i];
      if (octet > '\r') {
        blank &= octet == ' ';
        continue;
      }
      if (octet == '\r' && i + 1 < length && octets[i + 1] == '\n') {
        if (report && blank) {
          report(DefectKind.BLANK_FOLD, lineStart);
        }
        if (report && i - lineStart > 998) {
          report(DefectKind.LONG_LINE, lineStart);
        }
        int next = i + 2;
        if (next >= length || (octets[next] != ' ' && octets[next] != '\t')) {
          if (report && eightBit) {
            checkUtf8(from, next);
          }
          return next;
        }
        lineStart = next;
        blank = true;
        i++;
      } else {
        eightBit |= octet < 0;
        blank &= octet == '\t';
        if (report) {
          reportControl(octet, i);
        }
      }
    }
    if (report && eightBit) {
      checkUtf8(from, length);
    }
    if (report && length - lineStart > 998) {
      report(DefectKind.LONG_LINE, lineStart);
    }
    return length;
  }

  private void reportControl(byte octet, int at) {
    switch (octet) {
      case '\r' -> report(DefectKind.BARE_CR, at);
      case '\n' -> report(DefectKind.BARE_LF, at);
      case 0 -> report(DefectKind.NUL, at);
      default -> {
        // Tabs, other controls and 8-bit octets are judged elsewhere or allowed.
      }
    }
  }

  private void checkUtf8(int from, int to) {
    int bad = Utf8.firstMalformed(octets, from, to);
    if (bad >= 0) {
      report(DefectKind.NOT_UTF8, bad);
    }
  }

  /** Offset of the body when the header section is not read to its end. */
  private int bodyBehind(int from) {
    for (int i = Math.max(from - 2, 0); i + 3 < length; i++) {
      if (octets[i] == '\r'
          && octets[i + 1] == '\n'
          && octets[i + 2] == '\r'
          && octets[i + 3] == '\n') {
        return i + 4;
      }
    }
    return length;
  }
}
