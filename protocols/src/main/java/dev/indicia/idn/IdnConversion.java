package dev.indicia.idn;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run of UTS #46 §4 over one name. Names of ASCII labels alone do not touch {@link IdnTable}.
 */
final class IdnConversion {
  /** The form asked for: ToASCII, UTS #46 §4.2, or ToUnicode, UTS #46 §4.3. */
  enum Form {
    ASCII,
    UNICODE
  }

  private static final String ACE_PREFIX = "xn--";

  /** Punycode needs an octet or more per code point, so longer labels need not be encoded. */
  private static final int ENCODED_CODE_POINTS_MAX = Idn.LABEL_OCTETS_MAX - ACE_PREFIX.length();

  private final Form form;
  private final Set<IdnError> errors = EnumSet.noneOf(IdnError.class);
  private final StringBuilder out = new StringBuilder();

  /** Every label that is not empty, A-labels decoded: what the Bidi Rule looks at. */
  private final List<CodePoints> uLabels = new ArrayList<>();

  private boolean hasULabel;

  IdnConversion(Form form) {
    this.form = form;
  }

  IdnResult convert(String domain) {
    if (domain.length() > 2 * Idn.INPUT_CODE_POINTS_MAX
        || domain.codePointCount(0, domain.length()) > Idn.INPUT_CODE_POINTS_MAX) {
      return new IdnResult.Invalid(EnumSet.of(IdnError.INPUT_TOO_LONG));
    }
    // UTS #46 §4 steps 1 and 2
    CodePoints name = isAscii(domain) ? lowerCase(domain) : mapAndNormalize(domain);
    convertLabels(name);
    // UTS #46 §4.1 criterion 9; a name without U-labels is not a Bidi domain name
    if (hasULabel && !BidiRule.isSatisfied(uLabels, IdnTable.get())) {
      errors.add(IdnError.BIDI);
    }
    if (form == Form.ASCII && lengthWithoutFinalDot() > Idn.DOMAIN_OCTETS_MAX) {
      errors.add(IdnError.DOMAIN_NAME_TOO_LONG);
    }
    return errors.isEmpty() ? new IdnResult.Valid(out.toString()) : new IdnResult.Invalid(errors);
  }

  /** UTS #46 §4 step 3: cuts at U+002E; the root after a final dot is no label. */
  private void convertLabels(CodePoints name) {
    int start = 0;
    for (int i = 0; i < name.size(); i++) {
      if (name.get(i) == '.') {
        convertLabel(name.slice(start, i));
        out.append('.');
        start = i + 1;
      }
    }
    if (start == 0 || start < name.size()) {
      convertLabel(name.slice(start, name.size()));
    }
  }

  /** UTS #46 §4 step 4. */
  private void convertLabel(CodePoints label) {
    if (label.size() == 0) {
      errors.add(IdnError.EMPTY_LABEL);
    } else if (label.startsWith(ACE_PREFIX)) {
      convertALabel(label);
    } else if (label.isAscii()) {
      LabelValidity.checkHyphens(label, errors);
      uLabels.add(label);
      append(label);
    } else {
      checkULabel(label, IdnTable.get());
      appendULabel(label);
    }
  }

  private void convertALabel(CodePoints label) {
    if (label.size() > Idn.LABEL_OCTETS_MAX) {
      errors.add(IdnError.LABEL_TOO_LONG); // in both forms, so that decoding is bounded
      return;
    }
    Optional<CodePoints> decoded = Punycode.decode(label.slice(ACE_PREFIX.length(), label.size()));
    if (decoded.isEmpty()) {
      errors.add(IdnError.PUNYCODE);
      return;
    }
    CodePoints uLabel = decoded.get();
    if (uLabel.isAscii()) {
      errors.add(IdnError.ACE_LABEL_ASCII);
      return;
    }
    IdnTable table = IdnTable.get();
    if (!Nfc.normalize(uLabel, table).sameAs(uLabel)) {
      errors.add(IdnError.ACE_LABEL_NOT_NFC);
    }
    checkULabel(uLabel, table);
    // No need to encode again and compare, RFC 5891 §5.3: lower-case Punycode is one to one
    append(form == Form.ASCII ? label : uLabel);
  }

  private void checkULabel(CodePoints uLabel, IdnTable table) {
    LabelValidity.checkHyphens(uLabel, errors);
    LabelValidity.checkCodePoints(uLabel, table, errors);
    uLabels.add(uLabel);
    hasULabel = true;
  }

  /** UTS #46 §4.2 step 2 for a label that is not ASCII. */
  private void appendULabel(CodePoints uLabel) {
    if (form == Form.UNICODE) {
      uLabel.appendTo(out);
      return;
    }
    String encoded =
        uLabel.size() > ENCODED_CODE_POINTS_MAX ? "" : ACE_PREFIX + Punycode.encode(uLabel);
    if (encoded.isEmpty() || encoded.length() > Idn.LABEL_OCTETS_MAX) {
      errors.add(IdnError.LABEL_TOO_LONG);
    }
    out.append(encoded);
  }

  private void append(CodePoints label) {
    if (form == Form.ASCII && label.size() > Idn.LABEL_OCTETS_MAX) {
      errors.add(IdnError.LABEL_TOO_LONG);
    }
    label.appendTo(out);
  }

  private int lengthWithoutFinalDot() {
    int length = out.length();
    return length > 0 && out.charAt(length - 1) == '.' ? length - 1 : length;
  }

  private static CodePoints mapAndNormalize(String domain) {
    IdnTable table = IdnTable.get();
    CodePoints mapped = new CodePoints(domain.length());
    for (int i = 0; i < domain.length(); ) {
      int codePoint = domain.codePointAt(i);
      table.map(codePoint, mapped);
      i += Character.charCount(codePoint);
    }
    return Nfc.normalize(mapped, table);
  }

  private static CodePoints lowerCase(String ascii) {
    CodePoints lower = new CodePoints(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      lower.add(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
    }
    return lower;
  }

  private static boolean isAscii(String domain) {
    for (int i = 0; i < domain.length(); i++) {
      if (domain.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
