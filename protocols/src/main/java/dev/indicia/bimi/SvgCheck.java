package dev.indicia.bimi;

import dev.indicia.bimi.XmlText.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One check of one document against SVG Tiny PS. One use, one thread. */
final class SvgCheck implements XmlText.Handler {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final String XLINK = "http://www.w3.org/1999/xlink";
  private static final String XML = "http://www.w3.org/XML/1998/namespace";
  private static final int TITLE_LENGTH_MAX = 64;

  private final String text;
  private final BimiLimits limits;
  private final List<SvgComplaint> complaints = new ArrayList<>();
  private final List<Scope> open = new ArrayList<>();
  private final StringBuilder title = new StringBuilder();
  private boolean titled;

  /**
   * An open element.
   *
   * @param name without prefix; empty when it is not SVG's
   * @param foreign whether it is inside metadata, where everything is allowed
   */
  private record Scope(String name, Map<String, String> namespaces, boolean foreign) {}

  SvgCheck(String text, BimiLimits limits) {
    this.text = text;
    this.limits = limits;
  }

  void run() {
    boolean wellFormed = new XmlText(text, limits.elementDepthMax(), this).read();
    if (wellFormed && title.toString().isBlank()) {
      complaint(SvgRule.TITLE, 0, "");
    }
    if (title.toString().strip().length() > TITLE_LENGTH_MAX) {
      complaint(SvgRule.LONG_TITLE, 0, title.toString().strip());
    }
  }

  List<SvgComplaint> complaints() {
    return complaints;
  }

  @Override
  public void complaint(SvgRule rule, int at, String detail) {
    if (complaints.size() >= limits.complaintsMax()) {
      return;
    }
    SvgRule shown = complaints.size() == limits.complaintsMax() - 1 ? SvgRule.MORE : rule;
    int line = 1;
    int lineStart = 0;
    int offset = 0;
    for (int i = 0; i < at; i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
        lineStart = i + 1;
      }
      // A surrogate is half of four octets.
      offset += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    int column = text.codePointCount(lineStart, at) + 1;
    complaints.add(new SvgComplaint(shown, line, column, offset, SvgProfile.shown(detail)));
  }

  @Override
  public void element(int at, String qualified, List<Attribute> attributes) {
    Scope parent = open.isEmpty() ? null : open.getLast();
    Map<String, String> namespaces = namespaces(parent, attributes);
    String name = localName(qualified, namespaces);
    boolean foreign = parent != null && (parent.foreign() || parent.name().equals("metadata"));
    open.add(new Scope(name, namespaces, foreign));
    if (foreign) {
      // What metadata hold is not drawn, but must not run or load either.
      forbidden(at, qualified.substring(qualified.indexOf(':') + 1));
      return;
    }
    if (parent == null && !name.equals("svg")) {
      complaint(name.isEmpty() ? SvgRule.NAMESPACE : SvgRule.ROOT, at, qualified);
    } else if (name.isEmpty()) {
      complaint(SvgRule.NAMESPACE, at, qualified);
    } else if (!forbidden(at, name)) {
      if (!SvgNames.isElement(name)) {
        complaint(SvgRule.ELEMENT, at, name);
      } else if (parent != null
          && !parent.name().isEmpty()
          && !SvgNames.fits(name, parent.name())) {
        complaint(SvgRule.PLACE, at, name);
      }
    }
    if (parent == null) {
      root(at, attributes);
    }
    titled |= name.equals("title") && open.size() == 2;
    for (Attribute attribute : attributes) {
      attribute(name, attribute, namespaces);
    }
  }

  private boolean forbidden(int at, String name) {
    SvgRule rule =
        SvgNames.SCRIPT.contains(name)
            ? SvgRule.SCRIPT
            : SvgNames.ANIMATION.contains(name)
                ? SvgRule.ANIMATION
                : SvgNames.MULTIMEDIA.contains(name)
                    ? SvgRule.MULTIMEDIA
                    : SvgNames.INTERACTIVITY.contains(name) ? SvgRule.INTERACTIVITY : null;
    if (rule != null) {
      complaint(rule, at, name);
    }
    return rule != null;
  }

  private static Map<String, String> namespaces(
      @Nullable Scope parent, List<Attribute> attributes) {
    Map<String, String> inherited = parent == null ? Map.of("xml", XML) : parent.namespaces();
    Map<String, String> own = null;
    for (Attribute attribute : attributes) {
      String name = attribute.name();
      if (name.equals("xmlns") || name.startsWith("xmlns:")) {
        own = own == null ? new HashMap<>(inherited) : own;
        own.put(name.equals("xmlns") ? "" : name.substring(6), attribute.value());
      }
    }
    return own == null ? inherited : own;
  }

  /** The name without its prefix; empty when it is not of SVG's namespace. */
  private static String localName(String qualified, Map<String, String> namespaces) {
    int colon = qualified.indexOf(':');
    String prefix = colon < 0 ? "" : qualified.substring(0, colon);
    return SVG.equals(namespaces.get(prefix)) ? qualified.substring(colon + 1) : "";
  }

  private void root(int at, List<Attribute> attributes) {
    Map<String, Attribute> byName = new HashMap<>();
    attributes.forEach(attribute -> byName.put(attribute.name(), attribute));
    require(at, byName.get("baseProfile"), "tiny-ps", SvgRule.BASE_PROFILE);
    require(at, byName.get("version"), "1.2", SvgRule.VERSION);
    Attribute viewBox = byName.get("viewBox");
    if (viewBox == null) {
      complaint(SvgRule.VIEW_BOX, at, "");
      return;
    }
    double[] box = numbers(viewBox.value());
    if (box.length != 4 || box[2] <= 0 || box[3] <= 0) {
      complaint(SvgRule.VALUE, viewBox.at(), "viewBox " + viewBox.value());
    } else if (box[2] != box[3]) {
      complaint(SvgRule.SQUARE, viewBox.at(), viewBox.value());
    }
  }

  private void require(int at, @Nullable Attribute attribute, String value, SvgRule rule) {
    if (attribute == null || !attribute.value().equals(value)) {
      complaint(
          rule,
          attribute == null ? at : attribute.at(),
          attribute == null ? "" : attribute.value());
    }
  }

  private static double[] numbers(String value) {
    String[] parts = value.strip().split("[\\s,]+", 6);
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].matches("[-+]?[0-9]{1,9}(\\.[0-9]{0,9})?|[-+]?\\.[0-9]{1,9}")) {
        return new double[0];
      }
      numbers[i] = Double.parseDouble(parts[i]);
    }
    return numbers;
  }

  private void attribute(String element, Attribute attribute, Map<String, String> namespaces) {
    String name = attribute.name();
    String value = attribute.value().strip();
    if (name.equals("xmlns") || name.startsWith("xmlns:")) {
      return;
    }
    int colon = name.indexOf(':');
    String local = name.substring(colon + 1);
    String canonical = name;
    if (colon >= 0) {
      String namespace = namespaces.getOrDefault(name.substring(0, colon), "");
      canonical =
          namespace.equals(XLINK) ? "xlink:" + local : namespace.equals(XML) ? "xml:" + local : "";
    }
    if (colon < 0 && name.length() > 2 && name.toLowerCase(Locale.ROOT).startsWith("on")) {
      complaint(SvgRule.SCRIPT, attribute.at(), name);
    } else if (canonical.equals("xlink:href") || name.equals("href")) {
      reference(element, attribute, value);
    } else if (open.size() == 1 && (name.equals("x") || name.equals("y"))) {
      complaint(SvgRule.ROOT_POSITION, attribute.at(), name);
    } else if (canonical.isEmpty()) {
      complaint(SvgRule.NAMESPACE, attribute.at(), name);
    } else if (SvgNames.isElement(element) && !SvgNames.isAttribute(element, canonical)) {
      complaint(SvgRule.ATTRIBUTE, attribute.at(), element + " " + name);
    } else {
      value(attribute, canonical, value);
    }
  }

  private void reference(String element, Attribute attribute, String value) {
    if (!value.startsWith("#")) {
      complaint(SvgRule.EXTERNAL_REFERENCE, attribute.at(), value);
    } else if (SvgNames.isElement(element) && !SvgNames.isAttribute(element, "xlink:href")) {
      complaint(SvgRule.ATTRIBUTE, attribute.at(), element + " " + attribute.name());
    }
  }

  private void value(Attribute attribute, String name, String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    for (int i = lower.indexOf("url("); i >= 0; i = lower.indexOf("url(", i + 4)) {
      if (!isLocal(lower, i + 4)) {
        complaint(SvgRule.EXTERNAL_REFERENCE, attribute.at(), value);
        return;
      }
    }
    if (lower.contains("javascript:")) {
      complaint(SvgRule.SCRIPT, attribute.at(), value);
    } else if (name.equals("xml:base") && !value.isEmpty()) {
      complaint(SvgRule.EXTERNAL_REFERENCE, attribute.at(), value);
    } else if (open.size() == 1) {
      rootValue(attribute, name, value);
    }
  }

  /** Whether what stands there refers to an element of the file; quotation marks may be around. */
  private static boolean isLocal(String value, int from) {
    int at = from;
    while (at < value.length() && " \t\r\n\"'".indexOf(value.charAt(at)) >= 0) {
      at++;
    }
    return at < value.length() && value.charAt(at) == '#';
  }

  private void rootValue(Attribute attribute, String name, String value) {
    boolean valid =
        switch (name) {
          case "externalResourcesRequired", "focusable" -> value.equals("false");
          case "playbackOrder" -> value.equals("all");
          case "snapshotTime" -> value.equals("none");
          case "timelineBegin" -> value.equals("onLoad");
          case "zoomAndPan" -> value.equals("disable");
          case "preserveAspectRatio" -> value.matches("(none|xMidYMid)( +meet)?");
          default -> true;
        };
    if (!valid) {
      complaint(SvgRule.VALUE, attribute.at(), name + " " + value);
    } else if ((name.equals("width") || name.equals("height")) && value.endsWith("%")) {
      complaint(SvgRule.RELATIVE_SIZE, attribute.at(), name + " " + value);
    }
  }

  @Override
  public void end(int at, String name) {
    open.removeLast();
  }

  @Override
  public void characters(int at, String content) {
    Scope scope = open.getLast();
    if (scope.foreign() || scope.name().equals("metadata") || content.isBlank()) {
      return;
    }
    if (titled && scope.name().equals("title") && open.size() == 2) {
      title.append(content);
    }
    if (!scope.name().isEmpty()
        && SvgNames.isElement(scope.name())
        && !SvgNames.WITH_TEXT.contains(scope.name())) {
      int start = 0;
      while (Character.isWhitespace(text.charAt(at + start))) {
        start++;
      }
      complaint(SvgRule.TEXT, at + start, content.strip());
    }
  }
}
