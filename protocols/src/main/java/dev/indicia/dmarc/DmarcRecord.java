package dev.indicia.dmarc;

import dev.indicia.evidence.Strictness;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A DMARC Policy Record (RFC 9989 §4.7). Immutable.
 *
 * <p>Names of tags and their fixed values are compared without case (RFC 9989 §4.8 in the sense of
 * RFC 5234 §2.3); the version is not.
 *
 * @param text as published
 * @param tags every tag in order, unknown ones too, the first where one stands twice; names in
 *     lower case, values as written without surrounding white space
 */
public record DmarcRecord(String text, SequencedMap<String, String> tags) {
  public DmarcRecord {
    Objects.requireNonNull(text, "text");
    tags = Collections.unmodifiableSequencedMap(new LinkedHashMap<>((Map<String, String>) tags));
  }

  /** What the text of a TXT record is to DMARC. Closed by RFC 9989 §4.7. */
  public sealed interface Parsed {
    /**
     * A DMARC Policy Record.
     *
     * @param deviations from the standard's text, each kind once, in the order met
     */
    record Valid(DmarcRecord record, List<DmarcDeviation> deviations) implements Parsed {
      public Valid {
        deviations = List.copyOf(deviations);
      }
    }

    /** Not a record of this version of DMARC; to be ignored (RFC 9989 §4.7, tag v). */
    record NotDmarc() implements Parsed {}

    /**
     * A record of DMARC that cannot be interpreted.
     *
     * @param offset in the text, in characters from 0, of what is wrong
     * @param why what is wrong
     */
    record Malformed(int offset, DmarcDeviation why) implements Parsed {}
  }

  /**
   * Reads the text of a TXT record, its character-strings joined (RFC 9989 §4.5). Takes any text;
   * time and memory are linear in its length.
   */
  public static Parsed parse(String text, Strictness strictness) {
    return new DmarcRecordParser(text, strictness).parse();
  }

  /** The valid value of p. */
  public Optional<DmarcPolicy> p() {
    return Optional.ofNullable(policyOf("p"));
  }

  /** The valid value of sp, the policy for subdomains that exist. */
  public Optional<DmarcPolicy> sp() {
    return Optional.ofNullable(policyOf("sp"));
  }

  /** The valid value of np, the policy for subdomains that do not exist. */
  public Optional<DmarcPolicy> np() {
    return Optional.ofNullable(policyOf("np"));
  }

  /** Whether p is valid and neither sp nor np is invalid (RFC 9989 §4.10.1). */
  public boolean hasValidPolicies() {
    return policyOf("p") != null && !isInvalid("sp") && !isInvalid("np");
  }

  private boolean isInvalid(String tag) {
    return tags.containsKey(tag) && policyOf(tag) == null;
  }

  private @Nullable DmarcPolicy policyOf(String tag) {
    String value = tags.get(tag);
    return value == null ? null : DmarcRecordParser.policy(value);
  }

  /** How the DKIM-Authenticated Identifier is compared; relaxed by default. */
  public AlignmentMode adkim() {
    return mode("adkim");
  }

  /** How the SPF-Authenticated Identifier is compared; relaxed by default. */
  public AlignmentMode aspf() {
    return mode("aspf");
  }

  private AlignmentMode mode(String tag) {
    return "s".equalsIgnoreCase(tags.get(tag)) ? AlignmentMode.STRICT : AlignmentMode.RELAXED;
  }

  /** Whether the policy is only tested ({@code t=y}). */
  public boolean isTestMode() {
    return "y".equalsIgnoreCase(tags.get("t"));
  }

  /** What the record says of its own domain. */
  public PublicSuffixFlag psd() {
    String value = tags.get("psd");
    if ("y".equalsIgnoreCase(value)) {
      return PublicSuffixFlag.YES;
    }
    return "n".equalsIgnoreCase(value) ? PublicSuffixFlag.NO : PublicSuffixFlag.UNSPECIFIED;
  }

  /** The valid URIs that aggregate reports go to, without size limits, in order. */
  public List<String> rua() {
    return ReportingUris.valid(tags.get("rua"));
  }

  /** The valid URIs that failure reports go to, without size limits, in order. */
  public List<String> ruf() {
    return ReportingUris.valid(tags.get("ruf"));
  }

  /** When failure reports are asked for, some of "0", "1", "d", "s"; "0" by default. */
  public List<String> fo() {
    String value = tags.get("fo");
    return value != null && DmarcRecordParser.isFailureOptions(value)
        ? List.of(value.toLowerCase(Locale.ROOT).split(":", -1))
        : List.of("0");
  }
}
