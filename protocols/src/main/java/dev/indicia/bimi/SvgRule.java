package dev.indicia.bimi;

import dev.indicia.evidence.Reason;

/** The rules of SVG Tiny PS (draft-svg-tiny-ps-abrotman) for an Indicator. Stable API. */
public enum SvgRule implements Reason {
  /** Larger than the limit. */
  SIZE("size", "BIMI §7.6", "the file is too large"),
  /** Compressed, and not expandable. */
  COMPRESSION("compression", "RFC 6170 §5.2", "the file is compressed and cannot be expanded"),
  /** Not in UTF-8. */
  ENCODING("encoding", "XML 1.0 §4.3.3", "the file is not in UTF-8"),
  /** Not well-formed. */
  SYNTAX("syntax", "XML 1.0 §2.1", "the file is not well-formed XML"),
  /** Too many elements inside each other. */
  DEPTH("depth", "docs/reference/limits.md", "too many elements are inside each other"),
  /** A document type, with which entities and files come in. */
  DOCTYPE("doctype", "SVG Tiny PS §2", "a document type declaration is not allowed"),
  /** An entity that XML itself does not define. */
  ENTITY("entity", "XML 1.0 §4.6", "an entity is not one of XML's own"),
  /** A processing instruction, which may name a style sheet. */
  INSTRUCTION("instruction", "SVG Tiny PS §2", "a processing instruction is not allowed"),
  /** Of another namespace, or none. */
  NAMESPACE("namespace", "SVG Tiny PS §2", "a name is not of the SVG namespace"),
  /** The root is no svg element. */
  ROOT("root", "SVG Tiny PS §2", "the root is not an svg element"),
  /** {@code baseProfile} is not "tiny-ps". */
  BASE_PROFILE("base-profile", "SVG Tiny PS §2", "baseProfile is not tiny-ps"),
  /** {@code version} is not "1.2". */
  VERSION("version", "SVG Tiny PS §2", "version is not 1.2"),
  /** {@code x} or {@code y} on the root. */
  ROOT_POSITION("root-position", "SVG Tiny PS §2", "the root has a position"),
  /** No title. */
  TITLE("title", "SVG Tiny PS §2", "the root has no title with text"),
  /** A script, or an attribute that runs one. */
  SCRIPT("script", "SVG Tiny PS §2", "scripts are not allowed"),
  /** An animation. */
  ANIMATION("animation", "SVG Tiny PS §2", "animation is not allowed"),
  /** Pictures, sound or film. */
  MULTIMEDIA("multimedia", "SVG Tiny PS §2", "multimedia is not allowed"),
  /** A link or something else to act upon. */
  INTERACTIVITY("interactivity", "SVG Tiny PS §2", "links and interactivity are not allowed"),
  /** A reference to anything but an element of the file. */
  EXTERNAL_REFERENCE("external-reference", "SVG Tiny PS §2", "a reference leads out of the file"),
  /** An element that the profile does not have. */
  ELEMENT("element", "SVG Tiny PS §2", "the element is not allowed"),
  /** An element where the profile does not have it. */
  PLACE("place", "SVG Tiny PS §2", "the element is not allowed at this place"),
  /** An attribute that the profile does not have on the element. */
  ATTRIBUTE("attribute", "SVG Tiny PS §2", "the attribute is not allowed"),
  /** A value that the attribute cannot have. */
  VALUE("value", "SVG Tiny PS §2", "the value is not one of the attribute"),
  /** Characters where only elements belong. */
  TEXT("text", "SVG Tiny PS §2", "text is not allowed at this place"),
  /** No viewBox: a recommendation. */
  VIEW_BOX("view-box", "SVG Tiny PS §2", "the root should have a viewBox"),
  /** Not square: a recommendation. */
  SQUARE("square", "BIMI §7.6", "the picture should be square"),
  /** A width or height that depends on the page: a recommendation. */
  RELATIVE_SIZE("relative-size", "BIMI §7.6", "width and height should be absolute"),
  /** A title of more than 64 characters: a recommendation. */
  LONG_TITLE("long-title", "SVG Tiny PS §2", "the title should have at most 64 characters"),
  /** More complaints than the limit. */
  MORE("more", "docs/reference/limits.md", "there are more complaints");

  private final String code;
  private final String section;
  private final String meaning;

  SvgRule(String code, String section, String meaning) {
    this.code = code;
    this.section = section;
    this.meaning = meaning;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public String section() {
    return section;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  /** Whether it is a recommendation, without which a file is valid all the same. */
  public boolean isRecommendation() {
    return switch (this) {
      case VIEW_BOX, SQUARE, RELATIVE_SIZE, LONG_TITLE -> true;
      default -> false;
    };
  }
}
