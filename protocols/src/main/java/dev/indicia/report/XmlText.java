package dev.indicia.report;

import org.jspecify.annotations.Nullable;

/** XML as it is written: elements one below the other, texts escaped. Not thread-safe. */
final class XmlText {
  private final StringBuilder out = new StringBuilder(4096);

  void raw(String markup) {
    out.append(markup);
  }

  void open(int depth, String name) {
    indent(depth).append('<').append(name).append(">\n");
  }

  void close(int depth, String name) {
    indent(depth).append("</").append(name).append(">\n");
  }

  void leaf(int depth, String name, String text) {
    indent(depth).append('<').append(name).append('>');
    escaped(text);
    out.append("</").append(name).append(">\n");
  }

  void optional(int depth, String name, @Nullable String text) {
    if (text != null) {
      leaf(depth, name, text);
    }
  }

  private StringBuilder indent(int depth) {
    return out.append("  ".repeat(depth));
  }

  /** XML 1.0 §2.2, §2.4: what XML cannot express becomes U+FFFD. */
  private void escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\r' -> out.append("&#13;");
        case '\t', '\n' -> out.append(c);
        default -> {
          boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
          if (pair) {
            out.append(c).append(text.charAt(++i));
          } else if (c < ' ' || Character.isSurrogate(c) || c >= 0xfffe) {
            out.append('\ufffd');
          } else {
            out.append(c);
          }
        }
      }
    }
  }

  void clear() {
    out.setLength(0);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
