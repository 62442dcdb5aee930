package dev.indicia.bimi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A BIMI Assertion Record (BIMI §4.3). Immutable.
 *
 * @param text as published
 * @param location of the Indicator, {@code l=}, HTTPS; null when empty
 * @param authority location of the evidence, {@code a=}, HTTPS; null when absent or empty
 * @param localPartSelectors {@code lps=true}: the author's local-part is a selector too
 * @param logoPreference {@code avp=}, "brand" by default; null when it has another value, which is
 *     to be ignored
 */
public record BimiRecord(
    String text,
    @Nullable URI location,
    @Nullable URI authority,
    boolean localPartSelectors,
    @Nullable String logoPreference) {
  private static final Set<String> OTHER_FORMATS =
      Set.of("png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "ico", "tif", "tiff", "pdf");

  /** What the text of a TXT record is to BIMI. Closed by BIMI §4.3. */
  public sealed interface Parsed {
    /** An Assertion Record. */
    record Valid(BimiRecord record) implements Parsed {}

    /** Not a record of this version of BIMI; to be discarded. */
    record NotBimi() implements Parsed {}

    /**
     * A record of BIMI that is not well-formed.
     *
     * @param offset in the text, in characters from 0, of what is wrong
     */
    record Malformed(int offset, BimiReason why) implements Parsed {}
  }

  /** Reads the text of a TXT record. Takes any text; time and memory are linear in its length. */
  public static Parsed parse(String text) {
    BimiTags tags = BimiTags.parse(text);
    if (tags == null) {
      return new Parsed.NotBimi();
    }
    if (tags.defect() >= 0) {
      return new Parsed.Malformed(tags.defect(), BimiReason.RECORD_MALFORMED);
    }
    BimiTags.Tag location = tags.tag("l");
    if (location == null) {
      return new Parsed.Malformed(text.length(), BimiReason.RECORD_MALFORMED);
    }
    Optional<URI> locationUri = uri(location.value());
    if (locationUri.isEmpty() && !location.value().isEmpty()) {
      return new Parsed.Malformed(location.offset(), BimiReason.RECORD_MALFORMED);
    }
    if (locationUri.isPresent() && isOtherFormat(locationUri.get())) {
      return new Parsed.Malformed(location.offset(), BimiReason.LOCATION_FORMAT);
    }
    BimiTags.Tag authority = tags.tag("a");
    Optional<URI> authorityUri = authority == null ? Optional.empty() : uri(authority.value());
    if (authority != null && authorityUri.isEmpty() && !authority.value().isEmpty()) {
      return new Parsed.Malformed(authority.offset(), BimiReason.RECORD_MALFORMED);
    }
    BimiTags.Tag selectors = tags.tag("lps");
    if (selectors != null
        && !selectors.value().equals("true")
        && !selectors.value().equals("false")) {
      return new Parsed.Malformed(selectors.offset(), BimiReason.RECORD_MALFORMED);
    }
    BimiTags.Tag preference = tags.tag("avp");
    return new Parsed.Valid(
        new BimiRecord(
            text,
            locationUri.orElse(null),
            authorityUri.orElse(null),
            selectors != null && selectors.value().equals("true"),
            preference(preference)));
  }

  private static @Nullable String preference(BimiTags.@Nullable Tag tag) {
    if (tag == null) {
      return "brand";
    }
    return tag.value().equals("brand") || tag.value().equals("personal") ? tag.value() : null;
  }

  // BIMI §4.3: HTTPS, a fully qualified domain name, and commas only in percent-encoding.
  private static Optional<URI> uri(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      return "https".equalsIgnoreCase(uri.getScheme())
              && host != null
              && host.indexOf('.') > 0
              && text.indexOf(',') < 0
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isOtherFormat(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    String suffix = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return OTHER_FORMATS.contains(suffix);
  }

  /** Whether it is an explicit refusal to take part (BIMI §4.3.1). */
  public boolean isDeclination() {
    return location == null && authority == null;
  }
}
