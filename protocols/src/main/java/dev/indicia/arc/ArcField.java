package dev.indicia.arc;

import dev.indicia.dkim.ArcSignature;
import dev.indicia.evidence.OctetRange;
import dev.indicia.message.HeaderField;
import org.jspecify.annotations.Nullable;

/**
 * One ARC header field of a message.
 *
 * @param instance 1 to 50; 0 when it has no valid one
 * @param signature the field as read; null for ARC-Authentication-Results
 * @param results behind the instance; empty for the other two
 */
record ArcField(
    HeaderField field, Kind kind, int instance, @Nullable ArcSignature signature, String results) {

  /** The three fields of an ARC Set (RFC 8617 §4.1), in the order in which a seal covers them. */
  enum Kind {
    RESULTS("ARC-Authentication-Results"),
    MESSAGE_SIGNATURE("ARC-Message-Signature"),
    SEAL("ARC-Seal");

    private static final Kind[] ALL = values();

    private final String fieldName;

    Kind(String fieldName) {
      this.fieldName = fieldName;
    }

    String fieldName() {
      return fieldName;
    }
  }

  /** Where it stands. */
  OctetRange octets() {
    return new OctetRange(kind.fieldName(), field.start(), field.end() - field.start());
  }

  /** Which of the three a field is; null for any other. */
  static @Nullable Kind kind(HeaderField field) {
    int length = field.nameEnd() - field.start();
    if (length < Kind.SEAL.fieldName.length() || length > Kind.RESULTS.fieldName.length()) {
      return null;
    }
    for (Kind kind : Kind.ALL) {
      if (field.isNamed(kind.fieldName)) {
        return kind;
      }
    }
    return null;
  }

  /** Reads ARC-Authentication-Results: the instance stands first (RFC 8617 §4.1.1). */
  static ArcField results(HeaderField field) {
    String value = field.value();
    int name = skipComments(value, 0);
    int equals = skipComments(value, name + 1);
    int number = skipComments(value, equals + 1);
    int numberEnd = number;
    while (numberEnd < value.length() && isDigit(value.charAt(numberEnd))) {
      numberEnd++;
    }
    int semicolon = skipComments(value, numberEnd);
    boolean prefixed = is(value, name, 'i') && is(value, equals, '=') && is(value, semicolon, ';');
    return new ArcField(
        field,
        Kind.RESULTS,
        prefixed ? instance(value.substring(number, numberEnd)) : 0,
        null,
        prefixed ? value.substring(semicolon + 1) : "");
  }

  private static boolean is(String text, int at, char wanted) {
    return at < text.length() && text.charAt(at) == wanted;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The offset behind white space and comments (RFC 5322 §3.2.2, CFWS). */
  private static int skipComments(String text, int from) {
    int depth = 0;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '(') {
        depth++;
      } else if (depth > 0 && c == ')') {
        depth--;
      } else if (depth > 0 && c == '\\') {
        at++;
      } else if (depth == 0 && c != ' ' && c != '\t') {
        return at;
      }
      at++;
    }
    return at;
  }

  /** A field that is a signature. */
  static ArcField signature(HeaderField field, Kind kind, ArcSignature signature) {
    return new ArcField(
        field, kind, signature.instance().map(ArcField::instance).orElse(0), signature, "");
  }

  /** RFC 8617 §4.2.1: 1*2DIGIT, from 1 to 50; 0 for anything else. */
  private static int instance(String text) {
    if (text.isEmpty() || text.length() > 2) {
      return 0;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return 0;
      }
      value = 10 * value + text.charAt(i) - '0';
    }
    return value <= ArcLimits.SETS_MAX ? value : 0;
  }
}
