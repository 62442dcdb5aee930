package dev.indicia.report;

import dev.indicia.evidence.Deviation;

/**
 * What reporters write that the formats do not allow, and that is read all the same. Reading never
 * invents: what cannot be understood is absent, but for the counts, which are refused. Stable API.
 */
public enum ReportDeviation implements Deviation {
  /** Several wrappers where the format has one: gzip in gzip, gzip in zip. */
  WRAPPED_TWICE("report.wrapped-twice", "RFC 9990 §2.5.2", "the report is compressed twice"),
  /** A media type or a file name that says something else than the content is. */
  WRAPPER_TYPE(
      "report.wrapper-type", "RFC 9990 §2.5.2", "the attachment is not what its type says"),
  /** Octets behind the compressed data. */
  GZIP_TRAILING("report.gzip-trailing", "RFC 1952 §2.2", "octets stand behind the gzip data"),
  /** The character encoding is another than the one declared. */
  ENCODING_DECLARED("report.encoding-declared", "XML 1.0 §4.3.3", "the encoding declared is wrong"),
  /** Octets that are no characters of the encoding; they read as U+FFFD. */
  ENCODING_BROKEN("report.encoding-broken", "XML 1.0 §4.3.3", "some octets are no characters"),
  /** Control characters that neither XML nor JSON has; they are kept. */
  CONTROL_CHARACTER("report.control-character", "XML 1.0 §2.2", "a text has control characters"),
  /** White space before the XML declaration. */
  XML_LEADING_SPACE("report.xml-leading-space", "XML 1.0 §2.8", "white space comes first"),
  /** A less-than sign or an ampersand in a text, not escaped. */
  XML_UNESCAPED("report.xml-unescaped", "XML 1.0 §2.4", "a text has markup that is not escaped"),
  /** The report is not the root element; what stands around it is passed over. */
  XML_NOT_ROOT("report.xml-not-root", "RFC 9990 §2.1.1.1", "another element is around the report"),
  /** Something follows the report. */
  XML_TRAILING("report.xml-trailing", "XML 1.0 §2.1", "something follows the report"),

  /** The root element is in no namespace. */
  NAMESPACE_MISSING("aggregate.namespace-missing", "RFC 7489 §C", "the report has no namespace"),
  /** The root element is in another namespace. */
  NAMESPACE_UNKNOWN("aggregate.namespace-unknown", "RFC 9990 §2.1.1.1", "the namespace is unknown"),
  /** A known element in other letters: "Feedback". */
  ELEMENT_CASE("aggregate.element-case", "XML 1.0 §3", "an element has other letters"),
  /** An element that is not in the format, or not there; passed over with all in it. */
  ELEMENT_UNKNOWN(
      "aggregate.element-unknown", "RFC 9990 §A", "an element is unknown, or misplaced"),
  /** An element that may stand there once, again; the first counts. */
  ELEMENT_REPEATED("aggregate.element-repeated", "RFC 9990 §A", "an element is there twice"),
  /** An element that has to be there is not, or is empty. */
  ELEMENT_MISSING("aggregate.element-missing", "RFC 9990 §A", "a required element is missing"),
  /** An element of the other form of the format, pct in RFC 9990 for instance; it is read. */
  ELEMENT_OTHER_FORM(
      "aggregate.element-other-form", "RFC 9990 §A", "an element of the format's other form"),
  /** A report without records. */
  NO_RECORDS("aggregate.no-records", "RFC 9990 §2.1.1.2", "there is no record"),
  /** A word in other letters: "Pass". */
  VALUE_CASE("aggregate.value-case", "RFC 9990 §A", "a word has other letters"),
  /** White space around a word. */
  VALUE_SPACE("aggregate.value-space", "RFC 9990 §A", "white space is around a word"),
  /** A word of older forms: "hardfail", "unknown" and "error" for SPF results. */
  VALUE_OLD("aggregate.value-old", "RFC 7489 §C", "a word of an older form"),
  /** A word that means nothing here; the value is absent. */
  VALUE_UNKNOWN("aggregate.value-unknown", "RFC 9990 §A", "a word is unknown"),
  /** A source that is no IP address; the value is absent. */
  SOURCE_SYNTAX("aggregate.source-syntax", "RFC 9990 §2.1.1.8", "a source is no IP address"),
  /** A whole number written otherwise: "12.0". */
  NUMBER_FORM("report.number-form", "RFC 9990 §A", "a whole number is written otherwise"),
  /** A time that cannot be read; the value is absent. */
  TIME_SYNTAX("report.time-syntax", "RFC 9990 §2.1.1.4", "a time cannot be read"),
  /** The reporting period ends before it begins. */
  PERIOD_REVERSED("report.period-reversed", "RFC 9990 §2.1.1.4", "the period ends too early"),

  /** A member that has to be there is not, or is null. */
  MEMBER_MISSING("tls.member-missing", "RFC 8460 §4.4", "a required member is missing"),
  /** A member twice in an object; the first counts. */
  MEMBER_REPEATED("tls.member-repeated", "RFC 8259 §4", "a member is there twice"),
  /** A string where an array of strings has to be, or a number as a string. */
  MEMBER_FORM("tls.member-form", "RFC 8460 §4.4", "a member has another form"),
  /** A policy type that is none of the three; the value is absent. */
  POLICY_TYPE("tls.policy-type", "RFC 8460 §4.4", "a policy type is unknown"),
  /** Something follows the JSON. */
  JSON_TRAILING("tls.trailing", "RFC 8259 §2", "something follows the report"),

  /** The version of a feedback report is missing, or not 1. */
  FEEDBACK_VERSION("feedback.version", "RFC 5965 §3.1", "the version is not 1"),
  /** A field that has to be there is not. */
  FIELD_MISSING("feedback.field-missing", "RFC 6591 §3.1", "a required field is missing"),
  /** A field that may stand there once, again; the first counts. */
  FIELD_REPEATED("feedback.field-repeated", "RFC 5965 §3.1", "a field is there twice"),
  /** A field whose value cannot be read. */
  FIELD_SYNTAX("feedback.field-syntax", "RFC 5965 §3.5", "a field cannot be read"),
  /** The part is not in a multipart/report of the type feedback-report. */
  NOT_IN_A_REPORT("feedback.not-in-a-report", "RFC 5965 §2", "it is not in a multipart/report"),
  /** The message reported is not in the report. */
  ORIGINAL_MISSING("feedback.original-missing", "RFC 5965 §2", "the message reported is missing");

  private final String id;
  private final String section;
  private final String meaning;

  ReportDeviation(String id, String section, String meaning) {
    this.id = id;
    this.section = section;
    this.meaning = meaning;
  }

  @Override
  public String id() {
    return id;
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
