package dev.indicia.conformance;

import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcSet;
import dev.indicia.arc.ArcVerifier;
import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.dns.Zone;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

/** Mailing-list mail: every chain on which both referees agree. */
final class ArcListSuite implements Suite {
  private static final String FOLDER = "corpora/lists/";
  private static final Instant WITHOUT_TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SECONDS_AFTER = 60;

  private final Corpora corpora;
  private final Strictness strictness;

  ArcListSuite(Corpora corpora, Strictness strictness) {
    this.corpora = corpora;
    this.strictness = strictness;
  }

  @Override
  public String name() {
    return strictness == Strictness.LENIENT ? "lists arc, lenient" : "lists arc, strict";
  }

  @Override
  public String about() {
    return "Chains in archives of public lists, where dkimpy and Mail::DKIM agree.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name());
    Zone keys = Keys.zone(corpora, FOLDER + "keys.tsv");
    Corpora mail = corpora.unpacked(FOLDER + "lists.tar.xz");
    ArcVerifier verifier = ArcSuite.verifier(strictness);
    int undecided = 0;
    for (List<String> row : corpora.rows(FOLDER + "expected.tsv")) {
      String dkimpy = row.get(4);
      String mailDkim = row.size() > 6 ? row.get(6) : "";
      if (dkimpy.isEmpty()) {
        continue;
      }
      if (!dkimpy.equals(mailDkim)) {
        undecided++;
        continue;
      }
      byte[] octets = Files.readAllBytes(mail.path("lists/" + row.get(0)));
      Message message = Message.stored(octets, MessageLimits.DEFAULT);
      ArcResult result = verify(verifier, message, keys);
      if (dkimpy.equals(result.word())) {
        tally.pass();
      } else if (strictness == Strictness.STRICT && !result.basis().deviations().isEmpty()) {
        tally.known(result.basis().deviations().stream().map(Deviation::id).toList());
      } else {
        tally.fail(row.get(0), "expected " + dkimpy + ", got " + result);
      }
    }
    if (undecided > 0) {
      tally.note(undecided + " chains left out: the referees do not agree, or have no key");
    }
    return tally.result();
  }

  /** The clock stands 60 seconds after the newest seal, as the referees' did. */
  private static ArcResult verify(ArcVerifier verifier, Message message, Zone keys) {
    ArcResult first = verifier.verify(message, keys, WITHOUT_TIME);
    List<ArcSet> sets = first.basis().sets();
    Instant sealed = sets.isEmpty() ? null : sets.get(sets.size() - 1).signedAt();
    return sealed == null
        ? first
        : verifier.verify(message, keys, sealed.plusSeconds(SECONDS_AFTER));
  }
}
