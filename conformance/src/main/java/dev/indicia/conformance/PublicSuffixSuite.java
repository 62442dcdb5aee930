package dev.indicia.conformance;

import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.dmarc.PublicSuffixList;
import dev.indicia.dns.DomainName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The test vectors of the public suffix list: a name and its registrable domain, or null. */
final class PublicSuffixSuite implements Suite {
  private final Corpora corpora;

  PublicSuffixSuite(Corpora corpora) {
    this.corpora = corpora;
  }

  @Override
  public String name() {
    return "public suffix list";
  }

  @Override
  public String about() {
    return "The test vectors of publicsuffix.org.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name());
    PublicSuffixList list =
        PublicSuffixList.parse(corpora.text("psl/public_suffix_list.dat", StandardCharsets.UTF_8));
    for (String line : corpora.text("psl/tests.txt", StandardCharsets.UTF_8).split("\n", -1)) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length != 2 || words[0].startsWith("//") || words[0].equals("null")) {
        continue;
      }
      tally.check(words[0], canonical(words[1]), registrable(list, words[0]));
    }
    return tally.result();
  }

  private static String canonical(String name) {
    return name.equals("null") ? name : DomainName.of(name).text();
  }

  /** A public suffix has no registrable domain, and a name with an empty label is none. */
  private static String registrable(PublicSuffixList list, String text) {
    Optional<DomainName> name = DomainName.parse(text);
    return name.isEmpty() || list.isPublicSuffix(name.get())
        ? "null"
        : list.organizationalDomain(name.get()).text();
  }
}
