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
    in(FEEDBACK, REPORT_METADATA, POLICY_PUBLISHED, RECORD);
    in(REPORT_METADATA, ORG_NAME, EMAIL, REPORT_ID, DATE_RANGE);
    in(DATE_RANGE, BEGIN, END);
    in(POLICY_PUBLISHED, DOMAIN, P);
    in(RECORD, ROW, IDENTIFIERS, AUTH_RESULTS);
    in(ROW, SOURCE_IP, COUNT, POLICY_EVALUATED);
    in(POLICY_EVALUATED, DISPOSITION, DKIM, SPF);
    in(IDENTIFIERS, HEADER_FROM);
    in(REASON, TYPE);
    in(DKIM, DOMAIN, RESULT);
    in(SPF, DOMAIN, RESULT);
    if (old) {
      in(FEEDBACK, VERSION);
      in(POLICY_PUBLISHED, SP, PCT, FO);
      in(IDENTIFIERS, ENVELOPE_FROM);
      in(AUTH_RESULTS, SPF);
      in(SPF, SCOPE);
    } else {
      in(DKIM, SELECTOR);
    }
  }

  private static Map<AggregateForm, AggregateRequired> forms() {
    Map<AggregateForm, AggregateRequired> forms = new EnumMap<>(AggregateForm.class);
    for (AggregateForm form : AggregateForm.values()) {
      forms.put(form, new AggregateRequired(form));
    }
    return forms;
  }

  private void in(AggregateElement element, AggregateElement... children) {
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
