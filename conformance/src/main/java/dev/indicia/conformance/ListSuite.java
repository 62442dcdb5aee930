package dev.indicia.conformance;

import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dns.Zone;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Mailing-list mail: every DKIM signature on which both referees agree. */
final class ListSuite implements Suite {
  private static final String FOLDER = "corpora/lists/";

  private final Corpora corpora;
  private final Strictness strictness;

  ListSuite(Corpora corpora, Strictness strictness) {
    this.corpora = corpora;
    this.strictness = strictness;
  }

  @Override
  public String name() {
    return strictness == Strictness.LENIENT ? "lists dkim, lenient" : "lists dkim, strict";
  }

  @Override
  public String about() {
    return "Signatures in archives of public lists, where dkimpy and Mail::DKIM agree.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name());
    Zone keys = Keys.zone(corpora, FOLDER + "keys.tsv");
    Corpora mail = corpora.unpacked(FOLDER + "lists.tar.xz");
    DkimVerifier verifier =
        strictness == Strictness.LENIENT ? SignatureCase.lenient() : SignatureCase.strict();
    int undecided = 0;
    for (List<String> row : corpora.rows(FOLDER + "expected.tsv")) {
      if (row.get(3).isEmpty()) {
        continue;
      }
      // selector._domainkey.domain=result;... beside domain|selector|result ;; ...
      String[] dkimpy = row.get(3).split(";", -1);
      String[] mailDkim = row.get(5).split(";;", -1);
      byte[] octets = Files.readAllBytes(mail.path("lists/" + row.get(0)));
      Message message = Message.stored(octets, MessageLimits.DEFAULT);
      for (int i = 0; i < dkimpy.length; i++) {
        String first = dkimpy[i].substring(dkimpy[i].lastIndexOf('=') + 1);
        String second = i < mailDkim.length ? mailDkim[i] : "";
        Referees expected =
            Referees.agreed(first, second.substring(second.lastIndexOf('|') + 1).strip());
        if (expected == null) {
          undecided++;
          continue;
        }
        SignatureCase signature = new SignatureCase(row.get(0) + "#" + i, message, i, expected);
        if (strictness == Strictness.LENIENT) {
          signature.runLenient(tally, verifier, keys);
        } else {
          signature.runStrict(tally, verifier, keys);
        }
      }
    }
    if (undecided > 0) {
      tally.note(undecided + " signatures left out: the referees do not agree");
    }
    return tally.result();
  }
}
