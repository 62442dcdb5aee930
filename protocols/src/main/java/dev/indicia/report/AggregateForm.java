package dev.indicia.report;

/** The two forms of the aggregate report. */
public enum AggregateForm {
  /** RFC 7489 Appendix C, which most reporters write, without its namespace as a rule. */
  RFC_7489("http://dmarc.org/dmarc-xml/0.1"),
  /** RFC 9990 Appendix A. */
  RFC_9990("urn:ietf:params:xml:ns:dmarc-2.0");

  private final String namespace;

  AggregateForm(String namespace) {
    this.namespace = namespace;
  }

  /** The namespace of the root element. */
  public String namespace() {
    return namespace;
  }
}
