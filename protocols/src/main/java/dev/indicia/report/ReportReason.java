package dev.indicia.report;

import dev.indicia.evidence.Reason;

/** Why something is not read as a report. Stable API. */
public enum ReportReason implements Reason {
  /** There are no octets. */
  EMPTY("empty", "Indicia rule", "there is nothing in it"),
  /** What it is, is no report in any form known here. */
  NOT_A_REPORT("not-a-report", "Indicia rule", "this is no report, and no mail or archive"),
  /** A mail or an archive without a report in it. */
  NO_REPORT("no-report", "Indicia rule", "no report is in it"),

  /** {@link ReportLimits#inputOctetsMax}. */
  INPUT_TOO_LARGE("input-too-large", "Indicia limit", "the input is too large"),
  /** {@link ReportLimits#expandedOctetsMax}. */
  EXPANDED_TOO_LARGE("expanded-too-large", "Indicia limit", "what is compressed expands too far"),
  /** {@link ReportLimits#ratioMax}. */
  RATIO_TOO_HIGH("ratio-too-high", "Indicia limit", "it expands too far for its size"),
  /** {@link ReportLimits#wrappersMax}. */
  WRAPPED_TOO_DEEP("wrapped-too-deep", "Indicia limit", "too many wrappers are around a report"),
  /** {@link ReportLimits#entriesMax}. */
  TOO_MANY_ENTRIES("too-many-entries", "Indicia limit", "there are too many entries in the zip"),
  /** {@link ReportLimits#entryNameOctetsMax}. */
  ENTRY_NAME_TOO_LONG("entry-name-too-long", "Indicia limit", "an entry of the zip says too much"),
  /** {@link ReportLimits#messageOctetsMax}, or a limit of the message itself. */
  MESSAGE_TOO_LARGE("message-too-large", "Indicia limit", "the mail is too large"),

  /** The gzip format is not followed, or its check value does not fit. */
  GZIP_BROKEN("gzip-broken", "RFC 1952 §2.3", "the gzip data are broken"),
  /** The zip format is not followed, or a check value does not fit. */
  ZIP_BROKEN("zip-broken", "APPNOTE §4.3", "the zip archive is broken"),
  /** An entry is encrypted. */
  ZIP_ENCRYPTED("zip-encrypted", "APPNOTE §4.4.4", "the zip archive is encrypted"),
  /** An entry is neither stored nor deflated, or stored without its size. */
  ZIP_METHOD("zip-method", "APPNOTE §4.4.5", "the zip archive uses a method that is not read"),
  /** An entry has another size than it says. */
  ZIP_SIZES("zip-sizes", "APPNOTE §4.4.9", "an entry has another size than the zip says"),
  /** The directory names other entries than stand there: overlapping, repeated or hidden ones. */
  ZIP_OVERLAP(
      "zip-overlap", "APPNOTE §4.3.12", "the directory of the zip does not fit its entries"),

  /** A character encoding that is not read. */
  ENCODING("encoding", "XML 1.0 §4.3.3", "the character encoding is not one that is read"),
  /** A document type declaration; nothing in it is looked at. */
  XML_DOCTYPE("xml-doctype", "XML 1.0 §2.8", "a document type declaration is not accepted"),
  /** A reference to an entity that only a document type declaration could define. */
  XML_ENTITY("xml-entity", "XML 1.0 §4.1", "a reference to an entity of its own is not accepted"),
  /** The markup cannot be read. */
  XML_SYNTAX("xml-syntax", "XML 1.0 §2.1", "the markup cannot be read"),
  /** The document ends before its last element does. */
  XML_TRUNCATED("xml-truncated", "XML 1.0 §2.1", "the document ends too early"),
  /** {@link ReportLimits#xmlDepthMax}. */
  XML_TOO_DEEP("xml-too-deep", "Indicia limit", "elements are nested too deep"),
  /** {@link ReportLimits#attributesMax}. */
  TOO_MANY_ATTRIBUTES("too-many-attributes", "Indicia limit", "an element has too many attributes"),
  /** {@link ReportLimits#attributeOctetsMax}. */
  NAME_TOO_LONG("name-too-long", "Indicia limit", "a name or an attribute is too long"),
  /** {@link ReportLimits#textOctetsMax}. */
  TEXT_TOO_LONG("text-too-long", "Indicia limit", "a text is too long"),
  /** {@link ReportLimits#recordsMax}. */
  TOO_MANY_RECORDS("too-many-records", "Indicia limit", "there are too many records"),
  /** {@link ReportLimits#recordOctetsMax}. */
  RECORD_TOO_LARGE("record-too-large", "Indicia limit", "a record is too large"),
  /** {@link ReportLimits#resultsMax}. */
  TOO_MANY_RESULTS("too-many-results", "Indicia limit", "there are too many results in one place"),
  /** A record has no count that can be read. */
  COUNT("count", "RFC 9990 §2.1.1.8", "a record does not say how many messages it counts"),
  /** Neither metadata nor a policy stands in the report. */
  NO_METADATA("no-metadata", "RFC 9990 §2.1.1.2", "it says neither who reports nor about what"),

  /** The JSON cannot be read. */
  JSON_SYNTAX("json-syntax", "RFC 8259 §2", "the JSON cannot be read"),
  /** The JSON ends too early. */
  JSON_TRUNCATED("json-truncated", "RFC 8259 §2", "the JSON ends too early"),
  /** {@link ReportLimits#jsonDepthMax}. */
  JSON_TOO_DEEP("json-too-deep", "Indicia limit", "objects and arrays are nested too deep"),
  /** {@link ReportLimits#jsonOctetsMax}. */
  JSON_TOO_LARGE("json-too-large", "Indicia limit", "the JSON is too large"),
  /** {@link ReportLimits#policiesMax}. */
  TOO_MANY_POLICIES("too-many-policies", "Indicia limit", "there are too many policies"),
  /** {@link ReportLimits#failuresMax}. */
  TOO_MANY_FAILURES("too-many-failures", "Indicia limit", "there are too many failure details"),
  /** A member of a TLS report has a value of another kind. */
  TLS_MEMBER("tls-member", "RFC 8460 §4.4", "a member of the report is of another kind"),

  /** A feedback report does not say of which type it is. */
  FEEDBACK_TYPE("feedback-type", "RFC 5965 §3.1", "the report does not say its type"),
  /** {@link ReportLimits#fieldsMax}. */
  TOO_MANY_FIELDS("too-many-fields", "Indicia limit", "the report has too many fields");

  private final String code;
  private final String section;
  private final String meaning;

  ReportReason(String code, String section, String meaning) {
    this.code = code;
    this.section = section;
    this.meaning = meaning;
  }

  /** Whether nothing more of the whole input is read. */
  boolean endsInput() {
    return switch (this) {
      case INPUT_TOO_LARGE,
          EXPANDED_TOO_LARGE,
          RATIO_TOO_HIGH,
          TOO_MANY_ENTRIES,
          ENTRY_NAME_TOO_LONG,
          ZIP_BROKEN,
          ZIP_ENCRYPTED,
          ZIP_METHOD,
          ZIP_SIZES,
          ZIP_OVERLAP ->
          true;
      default -> false;
    };
  }

  /** Whether there is simply no report, rather than a broken one. */
  boolean saysNoReport() {
    return this == EMPTY || this == NOT_A_REPORT || this == NO_REPORT;
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
}
