package dev.indicia.transport;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The TXT record at {@code _smtp._tls} (RFC 8460 §3): where reports on TLS go. Immutable.
 *
 * @param rua the addresses, {@code mailto:} or {@code https:}, in order; at least one
 * @param ignored names of fields that mean nothing here or stand there again, in order
 */
public record TlsReportingRecord(List<URI> rua, List<String> ignored) {
  private static final FieldList.Reasons REASONS =
      new FieldList.Reasons(
          TransportReason.TLSRPT_NO_RECORD,
          TransportReason.TLSRPT_SEVERAL_RECORDS,
          TransportReason.TLSRPT_RECORD_MALFORMED,
          TransportReason.TLSRPT_LOOKUP_FAILED);

  public TlsReportingRecord {
    rua = List.copyOf(rua);
    ignored = List.copyOf(ignored);
  }

  /** The name to ask for the record; nothing when it would be longer than a name can be. */
  public static Optional<DomainName> nameFor(DomainName domain) {
    return domain.prefixedWith("_smtp._tls");
  }

  /** Reads the text of a TXT record within {@link TransportLimits#DEFAULT}. */
  public static RecordParse<TlsReportingRecord> parse(String text) {
    return parse(text, TransportLimits.DEFAULT);
  }

  /** Reads the text of a TXT record. Takes any text; time and memory are linear in its length. */
  public static RecordParse<TlsReportingRecord> parse(String text, TransportLimits limits) {
    FieldList list = FieldList.parse(text, "TLSRPTv1");
    if (list == null) {
      return new RecordParse.Other<>();
    }
    if (list.defect() >= 0) {
      return malformed(list.defect());
    }
    FieldList.Field rua = list.first("rua");
    if (rua == null) {
      return malformed(text.length());
    }
    List<String> ignored = new ArrayList<>(0);
    for (FieldList.Field field : list.fields()) {
      if (field.equals(rua)) {
        continue;
      }
      if (!FieldList.isVisible(field.value(), "=")) {
        return malformed(field.valueStart());
      }
      ignored.add(field.name());
    }
    List<URI> uris = new ArrayList<>(1);
    int offset = rua.valueStart();
    // tlsrpt-rua = "rua=" tlsrpt-uri *(*WSP "," *WSP tlsrpt-uri)
    for (String written : rua.value().split(",", -1)) {
      Optional<URI> uri = uri(written.strip());
      if (uri.isEmpty()) {
        return malformed(offset);
      }
      if (uris.size() == limits.reportUrisMax()) {
        return new RecordParse.Malformed<>(offset, TransportReason.TLSRPT_URIS);
      }
      uris.add(uri.get());
      offset += written.length() + 1;
    }
    return new RecordParse.Valid<>(new TlsReportingRecord(uris, ignored));
  }

  // RFC 8460 §3: comma, semicolon and exclamation mark are written in percent-encoding.
  private static Optional<URI> uri(String text) {
    if (!FieldList.isVisible(text, "!;")) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean usable =
          switch (scheme) {
            case "mailto" -> text.indexOf('@') > 0;
            case "https" -> uri.getHost() != null;
            default -> false;
          };
      return usable ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static RecordParse<TlsReportingRecord> malformed(int offset) {
    return new RecordParse.Malformed<>(offset, TransportReason.TLSRPT_RECORD_MALFORMED);
  }

  /** The record that applies. */
  public static RecordSelection<TlsReportingRecord> select(Answer answer) {
    return FieldList.select(answer, TlsReportingRecord::parse, REASONS);
  }
}
