package dev.indicia.bimi;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which elements SVG Tiny PS has, where, and with which attributes. */
final class SvgNames {
  static final Set<String> ANIMATION =
      Set.of(
          "animate",
          "animateColor",
          "animateMotion",
          "animateTransform",
          "set",
          "mpath",
          "discard",
          "animation");
  static final Set<String> SCRIPT = Set.of("script", "handler", "listener");
  static final Set<String> MULTIMEDIA =
      Set.of("image", "audio", "video", "foreignObject", "prefetch", "feImage");
  static final Set<String> INTERACTIVITY = Set.of("a", "cursor", "view");

  /** Elements that hold text. */
  static final Set<String> WITH_TEXT = Set.of("title", "desc", "text", "tspan", "textArea");

  private static final List<String> CORE =
      words(
          """
          id xml:id xml:base xml:lang xml:space class role rel rev typeof content datatype \
          resource about property\
          """);
  private static final List<String> CONDITIONAL = words("requiredFonts systemLanguage");

  /** Of what is not painted itself. */
  private static final List<String> MEDIA =
      words(
          """
          buffered-rendering display image-rendering shape-rendering text-rendering \
          viewport-fill viewport-fill-opacity visibility\
          """);

  private static final List<String> PAINTING =
      words(
          """
          fill fill-opacity fill-rule stroke stroke-dasharray stroke-dashoffset stroke-linecap \
          stroke-linejoin stroke-miterlimit stroke-opacity stroke-width color color-rendering \
          vector-effect direction unicode-bidi solid-color solid-opacity display-align \
          line-increment stop-color stop-opacity font-family font-size font-style font-variant \
          font-weight text-anchor text-align\
          """);

  /** The attributes that each element has of its own. */
  private static final Map<String, List<String>> OWN =
      Map.ofEntries(
          Map.entry(
              "svg",
              words(
                  """
                  width height viewBox preserveAspectRatio version baseProfile zoomAndPan \
                  contentScriptType externalResourcesRequired focusable playbackOrder \
                  snapshotTime timelineBegin\
                  """)),
          Map.entry("title", List.of()),
          Map.entry("desc", List.of()),
          Map.entry("metadata", List.of()),
          Map.entry("defs", List.of()),
          Map.entry("g", words("transform")),
          Map.entry("use", words("transform x y xlink:href")),
          Map.entry("path", words("transform d pathLength")),
          Map.entry("rect", words("transform x y width height rx ry")),
          Map.entry("circle", words("transform cx cy r")),
          Map.entry("ellipse", words("transform cx cy rx ry")),
          Map.entry("line", words("transform x1 y1 x2 y2")),
          Map.entry("polyline", words("transform points")),
          Map.entry("polygon", words("transform points")),
          Map.entry("text", words("transform x y rotate editable")),
          Map.entry("tspan", List.of()),
          Map.entry("textArea", words("transform x y width height")),
          Map.entry("tbreak", List.of()),
          Map.entry("solidColor", List.of()),
          Map.entry("linearGradient", words("gradientUnits x1 y1 x2 y2")),
          Map.entry("radialGradient", words("gradientUnits cx cy r")),
          Map.entry("stop", words("offset")));

  private static final Set<String> UNPAINTED = Set.of("title", "desc");
  private static final Set<String> UNCONDITIONAL =
      Set.of(
          "svg",
          "defs",
          "metadata",
          "solidColor",
          "linearGradient",
          "radialGradient",
          "stop",
          "tspan",
          "tbreak");

  private static final Map<String, Set<String>> ATTRIBUTES = attributes();

  /** Elements that stand in certain others only. */
  private static final Map<String, Set<String>> PARENTS =
      Map.of(
          "stop", Set.of("linearGradient", "radialGradient"),
          "tspan", Set.of("text", "textArea", "tspan"),
          "tbreak", Set.of("textArea", "tspan"));

  private static final Set<String> CONTAINERS = Set.of("svg", "g", "defs");
  private static final Set<String> DESCRIPTIVE = Set.of("title", "desc", "metadata");

  private SvgNames() {}

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  private static Map<String, Set<String>> attributes() {
    Map<String, Set<String>> all = new HashMap<>();
    OWN.forEach((element, own) -> {
      Set<String> names = new HashSet<>(CORE);
      names.addAll(own);
      if (UNPAINTED.contains(element)) {
        names.addAll(MEDIA);
      } else if (!element.equals("metadata")) {
        names.addAll(PAINTING);
      }
      if (!UNCONDITIONAL.contains(element)) {
        names.addAll(CONDITIONAL);
      }
      all.put(element, Set.copyOf(names));
    });
    return Map.copyOf(all);
  }

  static boolean isElement(String name) {
    return OWN.containsKey(name);
  }

  static boolean isAttribute(String element, String name) {
    return ATTRIBUTES.getOrDefault(element, Set.of()).contains(name);
  }

  /** Whether that element may stand directly in the other. */
  static boolean fits(String element, String parent) {
    Set<String> parents = PARENTS.get(element);
    if (parents != null) {
      return parents.contains(parent);
    }
    if (DESCRIPTIVE.contains(element)) {
      return parent.equals("svg");
    }
    return !element.equals("svg") && CONTAINERS.contains(parent);
  }
}
