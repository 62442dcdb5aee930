package dev.indicia.bimi;

import dev.indicia.dns.DomainName;
import java.util.Locale;
import java.util.Optional;

/** Which Assertion Record a message asks for (BIMI §4.4, §4.5, §5.1). */
public final class BimiSelector {
  /** The selector of a message that names none. */
  public static final String DEFAULT = "default";

  /** The name of the header field, in lower case. */
  public static final String FIELD_NAME = "bimi-selector";

  private BimiSelector() {}

  /**
   * The selector that a BIMI-Selector field names, in lower case; empty when the field is not
   * well-formed, and so to be ignored. Takes any text.
   *
   * @param body of the field, folded as it came
   */
  public static Optional<String> parse(String body) {
    BimiTags tags = BimiTags.parse(body.replaceAll("\\r?\\n(?=[ \\t])", ""));
    if (tags == null || tags.defect() >= 0) {
      return Optional.empty();
    }
    BimiTags.Tag selector = tags.tag("s");
    return selector == null ? Optional.empty() : selector(selector.value());
  }

  // selector = sub-domain *( "." sub-domain )
  private static Optional<String> selector(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String label : lower.split("\\.", -1)) {
      boolean valid =
          !label.isEmpty()
              && label.length() <= DomainName.LABEL_LENGTH_MAX
              && label.charAt(0) != '-'
              && label.charAt(label.length() - 1) != '-'
              && label.chars().allMatch(BimiSelector::isLetterDigitHyphen);
      if (!valid) {
        return Optional.empty();
      }
    }
    return Optional.of(lower);
  }

  /**
   * The selector that the local-part of an author's address gives (BIMI §4.5): without what follows
   * a plus, dots and underscores as hyphens; empty when it then holds anything but letters, digits
   * and hyphens, or is longer than a label.
   */
  public static Optional<String> ofLocalPart(String localPart) {
    int plus = localPart.indexOf('+');
    String base = plus < 0 ? localPart : localPart.substring(0, plus);
    String text = base.toLowerCase(Locale.ROOT).replaceAll("[_.-]+", "-").replaceAll("^-|-$", "");
    boolean usable =
        !text.isEmpty()
            && text.length() <= DomainName.LABEL_LENGTH_MAX
            && text.chars().allMatch(BimiSelector::isLetterDigitHyphen);
    return usable ? Optional.of(text) : Optional.empty();
  }

  /** The name to ask for the record; empty when it would be longer than a name can be. */
  public static Optional<DomainName> nameFor(String selector, DomainName domain) {
    return domain.prefixedWith(selector + "._bimi");
  }

  private static boolean isLetterDigitHyphen(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
  }
}
