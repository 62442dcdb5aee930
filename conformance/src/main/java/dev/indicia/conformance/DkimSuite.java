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
import org.jspecify.annotations.Nullable;

/** Signed messages for which two other verifiers recorded a result. */
final class DkimSuite implements Suite {
  private static final String TABLE = "dkim/expected.tsv";
  private static final String KEYS = "dkim/keys.tsv";

  private final String name;
  private final Corpora corpora;
  private final Strictness strictness;
  private final List<String> folders;
  private final Agreement agreement;

  /** Which of two recorded results count. */
  interface Agreement {
    /** What the signature has to give; null when it does not count. */
    @Nullable Referees of(String dkimpy, String mailDkim);
  }

  /**
   * The messages of those folders.
   *
   * @param folders beginnings of paths; none for all messages
   */
  DkimSuite(
      String name,
      Corpora corpora,
      Strictness strictness,
      List<String> folders,
      Agreement agreement) {
    this.name = name;
    this.corpora = corpora;
    this.strictness = strictness;
    this.folders = folders;
    this.agreement = agreement;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String about() {
    return "Signatures with recorded keys, where the referees dkimpy and Mail::DKIM agree.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name);
    Zone keys = Keys.zone(corpora, KEYS);
    DkimVerifier verifier =
        strictness == Strictness.LENIENT ? SignatureCase.lenient() : SignatureCase.strict();
    int undecided = 0;
    for (List<String> row : corpora.rows(TABLE)) {
      String file = row.get(0);
      if (!folders.isEmpty() && folders.stream().noneMatch(file::startsWith)) {
        continue;
      }
      Referees expected = agreement.of(row.get(5), row.get(6));
      if (expected == null) {
        undecided++;
        continue;
      }
      byte[] octets = Files.readAllBytes(corpora.path(file));
      int index = Integer.parseInt(row.get(1));
      SignatureCase signature =
          new SignatureCase(
              file + "#" + index, Message.stored(octets, MessageLimits.DEFAULT), index, expected);
      if (strictness == Strictness.LENIENT) {
        signature.runLenient(tally, verifier, keys);
      } else {
        signature.runStrict(tally, verifier, keys);
      }
    }
    if (undecided > 0) {
      tally.note(undecided + " signatures left out: the referees do not agree");
    }
    return tally.result();
  }
}
