package dev.indicia.conformance;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dkim2.Dkim2Draft;
import dev.indicia.dkim2.Dkim2Options;
import dev.indicia.dkim2.Dkim2Reason;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dkim2.Dkim2Verifier;
import dev.indicia.dkim2.ReplayStore;
import dev.indicia.dns.Zone;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages that another implementation signed by a draft, with the keys it published. Where the
 * message is of an older syntax it has to be refused.
 */
final class Dkim2Suite implements Suite {
  /** Shortly after the messages say they were signed. */
  private static final Instant AT = Instant.ofEpochSecond(1_740_003_000);

  private static final Pattern NAME =
      Pattern.compile("\"([a-z0-9.-]+)\": \\{|\"([a-z0-9]+\\._domainkey)\": \\[");
  private static final Pattern TEXT = Pattern.compile("\"(v=DKIM1[^\"]*)\"");

  private final Corpora corpora;
  private final Dkim2Draft draft;
  private final String folder;
  private final boolean older;

  /**
   * The messages of a folder.
   *
   * @param older whether they are of a syntax before all drafts known here
   */
  Dkim2Suite(Corpora corpora, Dkim2Draft draft, String folder, boolean older) {
    this.older = older;
    this.corpora = corpora;
    this.draft = draft;
    this.folder = folder;
  }

  @Override
  public String name() {
    return "dkim2 draft " + draft.word() + " " + folder.substring(folder.indexOf('/') + 1);
  }

  @Override
  public String about() {
    return older
        ? "Messages of a hackathon in November 2025, of a syntax before draft 02: none may pass."
        : "Messages that another implementation signed by this draft, with the keys it published.";
  }

  @Override
  public SuiteResult run() throws IOException {
    SuiteResult.Tally tally = new SuiteResult.Tally(name());
    Zone zone = zone(corpora.text("dkim2/spec-02-turscar/dns.json", StandardCharsets.UTF_8));
    Dkim2Options options = Dkim2Options.DEFAULT.withDraft(draft).withStrictness(Strictness.LENIENT);
    DkimVerifier dkim = new DkimVerifier(DkimOptions.DEFAULT, DkimCryptography.jdk());
    Dkim2Verifier verifier = new Dkim2Verifier(options, dkim);
    for (Path file : corpora.files(List.of(folder))) {
      if (!file.toString().matches(".*\\.(eml|txt)")) {
        continue;
      }
      Message message = Message.of(lines(Files.readAllBytes(file)));
      Dkim2Result result =
          verifier.verify(message, SmtpSession.UNKNOWN, zone, AT, ReplayStore.NONE);
      String id = file.getFileName().toString();
      if (older) {
        boolean refused =
            result instanceof Dkim2Result.None || result instanceof Dkim2Result.PermError;
        tally.check(id, "permerror or none", refused ? "permerror or none" : result.word());
      } else if (result instanceof Dkim2Result.Pass) {
        tally.pass();
      } else if (signsResults(message) && isHeaderHash(result)) {
        // Draft 02 §5.2 leaves Authentication-Results unsigned, its maker still signed it.
        tally.known("dkim2-02-results-signed");
      } else {
        tally.fail(id, result.word() + ": " + result.detail());
      }
    }
    return tally.result();
  }

  /** The files mix line ends, and some end in half of one: as SMTP carried them, all are CRLF. */
  private static byte[] lines(byte[] octets) {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    return text.replaceAll("\\r\\n|\\r|\\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean isHeaderHash(Dkim2Result result) {
    return result.reason().filter(Dkim2Reason.HEADER_HASH_MISMATCH::equals).isPresent();
  }

  private static boolean signsResults(Message message) {
    return message.first("Authentication-Results").isPresent();
  }

  /** The key records, by domain and selector. */
  private static Zone zone(String json) {
    Zone.Builder zone = Zone.builder();
    String domain = "";
    String selector = "";
    for (String line : json.split("\n", -1)) {
      Matcher name = NAME.matcher(line);
      if (name.find()) {
        domain = name.group(1) == null ? domain : name.group(1);
        selector = name.group(2) == null ? "" : name.group(2);
      }
      Matcher text = TEXT.matcher(line);
      if (text.find() && !selector.isEmpty()) {
        zone.txt(selector + "." + domain, text.group(1));
      }
    }
    return zone.build();
  }
}
