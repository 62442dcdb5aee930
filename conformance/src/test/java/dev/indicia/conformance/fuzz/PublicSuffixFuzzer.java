package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.dmarc.PublicSuffixList;
import dev.indicia.dns.DomainName;

/** Reads a public suffix list of any text, and asks it. */
final class PublicSuffixFuzzer {
  private static final DomainName DEEP = DomainName.of("a.b.c.co.uk");

  @FuzzTest(maxDuration = "20s")
  void list(byte[] input) {
    String text = Oracle.latin1(input);
    Oracle.bounded(
        input.length,
        () -> {
          PublicSuffixList list = PublicSuffixList.parse(text + "\n*.uk\n!city.uk\n");
          DomainName domain = list.organizationalDomain(DEEP);
          Oracle.check(DEEP.isAtOrBelow(domain), "another domain");
        });
  }
}
