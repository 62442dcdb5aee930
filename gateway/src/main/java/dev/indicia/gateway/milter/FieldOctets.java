package dev.indicia.gateway.milter;

/** A header field as the client sent it, from the name and value that a mail system tells. Pure. */
final class FieldOctets {
  private FieldOctets() {}

  /**
   * Appends {@code name:value} and CRLF.
   *
   * @param leadingSpace whether the value has its leading space. If not, the mail system has taken
   *     one away if there was one: it is put back, but for values that begin with a tab or on the
   *     next line, where one is rare
   */
  static void write(String name, String value, boolean leadingSpace, PacketWriter out) {
    for (int i = 0; i < name.length(); i++) {
      out.octet(name.charAt(i));
    }
    out.octet(':');
    int end = value.length();
    while (end > 0 && (value.charAt(end - 1) == '\n' || value.charAt(end - 1) == '\r')) {
      end--;
    }
    if (!leadingSpace && (end == 0 || "\t\r\n".indexOf(value.charAt(0)) < 0)) {
      out.octet(' ');
    }
    char before = 0;
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (c == '\n' && before != '\r') {
        out.octet('\r');
      }
      out.octet(c);
      before = c;
    }
    out.octet('\r').octet('\n');
  }
}
