package dev.indicia.conformance;

import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Zone;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The recorded key records: a table of name and text. */
final class Keys {
  private static final long TTL_SECONDS = 300;

  private Keys() {}

  /** A zone of what the table says; the first of several texts for a name counts. */
  static Zone zone(Corpora corpora, String table) throws IOException {
    Zone.Builder zone = Zone.builder();
    java.util.Set<DomainName> seen = new java.util.HashSet<>();
    for (List<String> row : corpora.rows(table)) {
      Optional<DomainName> name = DomainName.parse(row.get(0));
      String text = row.get(1);
      if (name.isEmpty() || isNoRecord(text) || !seen.add(name.get())) {
        continue;
      }
      switch (text) {
        case "~~SERVFAIL~~" -> zone.fail(name.get().text(), DnsFailure.SERVFAIL);
        case "~~Query timed out~~" -> zone.fail(name.get().text(), DnsFailure.TIMEOUT);
        default -> {
          RecordData data = new RecordData.Text(text.equals("\"\"") ? "" : text);
          zone.record(name.get(), RecordType.TXT, TTL_SECONDS, data);
        }
      }
    }
    return zone.build();
  }

  /** Rows that hold a piece of another tool's file instead of a record. */
  private static boolean isNoRecord(String text) {
    return text.startsWith("\\") || text.startsWith("PERMERROR") || text.startsWith("TEMPERROR");
  }
}
