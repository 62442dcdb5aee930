package dev.indicia.report;

import static dev.indicia.report.AggregateElement.*;

import java.util.EnumMap;
import java.util.Map;

/** Which elements have to be in which (RFC 9990 Appendix A, RFC 7489 Appendix C). Immutable. */
final class AggregateRequired {
  private static final Map<AggregateForm, AggregateRequired> FORMS = forms();

  private final long[] required = new long[AggregateElement.values().length];

  private AggregateRequired(AggregateForm form) {
    boolean old = form == AggregateForm.RFC_7489;
    require(FEEDBACK, REPORT_METADATA, POLICY_PUBLISHED, RECORD);
    require(REPORT_METADATA, ORG_NAME, EMAIL, REPORT_ID, DATE_RANGE);
    require(DATE_RANGE, BEGIN, END);
    require(POLICY_PUBLISHED, DOMAIN, P);
    require(RECORD, ROW, IDENTIFIERS, AUTH_RESULTS);
    require(ROW, SOURCE_IP, COUNT, POLICY_EVALUATED);
    require(POLICY_EVALUATED, DISPOSITION, DKIM, SPF);
    require(IDENTIFIERS, HEADER_FROM);
    require(REASON, TYPE);
    require(DKIM, DOMAIN, RESULT);
    require(SPF, DOMAIN, RESULT);
    if (old) {
      require(FEEDBACK, VERSION);
      require(POLICY_PUBLISHED, SP, PCT, FO);
      require(IDENTIFIERS, ENVELOPE_FROM);
      require(AUTH_RESULTS, SPF);
      require(SPF, SCOPE);
    } else {
      require(DKIM, SELECTOR);
    }
  }

  private static Map<AggregateForm, AggregateRequired> forms() {
    Map<AggregateForm, AggregateRequired> forms = new EnumMap<>(AggregateForm.class);
    for (AggregateForm form : AggregateForm.values()) {
      forms.put(form, new AggregateRequired(form));
    }
    return forms;
  }

  private void require(AggregateElement element, AggregateElement... children) {
    for (AggregateElement child : children) {
      required[element.ordinal()] |= child.bit();
    }
  }

  /** What that form requires. */
  static AggregateRequired of(AggregateForm form) {
    AggregateRequired required = FORMS.get(form);
    if (required == null) {
      throw new AssertionError(form);
    }
    return required;
  }

  /** The elements required in that one, each as its {@link AggregateElement#bit}. */
  long in(AggregateElement element, AggregateElement parent) {
    // In policy_evaluated both are leaves.
    return parent == POLICY_EVALUATED && element != REASON ? 0 : required[element.ordinal()];
  }
}
