package dev.indicia.gateway;

/** What a header field's name and value may have, so that it is one field and stays one. */
final class FieldSyntax {
  private FieldSyntax() {}

  /** RFC 5322 §2.2: a name is printable ASCII without the colon. */
  static void check(String name) {
    if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':')) {
      throw new IllegalArgumentException("not a field name: " + name);
    }
  }

  /** RFC 5322 §2.2.3: CR and LF stand together, and only before the white space of a fold. */
  static void check(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (value.startsWith("\r\n ", i) || value.startsWith("\r\n\t", i)) {
        i++;
      } else if (c == '\r' || c == '\n' || c == 0) {
        throw new IllegalArgumentException("the value of " + name + " is not one field");
      }
    }
  }
}
