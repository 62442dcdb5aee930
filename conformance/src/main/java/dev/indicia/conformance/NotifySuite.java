package dev.indicia.conformance;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.ComparedIdentifier;
import dev.indicia.dmarc.DmarcBasis;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.IncludeReader;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Zone;
import dev.indicia.dns.ZoneSyntaxException;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A labelled stream of deliveries: the words for SPF, DKIM and DMARC of each. */
final class NotifySuite implements Suite {
  private static final Set<String> LIMITED = Set.of("pass", "policy", "fail");

  private final Path directory;
  private final int step;

  /**
   * The stream in that folder.
   *
   * @param step every how many deliveries one is taken; 1 for all
   */
  NotifySuite(Path directory, int step) {
    this.directory = directory;
    this.step = step;
  }

  @Override
  public String name() {
    return step == 1 ? "notify" : "notify, one in " + step;
  }

  @Override
  public boolean isBig() {
    return true;
  }

  /** What the labels say of a delivery. */
  private record Label(String family, String variant, String spf, String dkim, String dmarc) {}

  @Override
  public String about() {
    return "The labelled stream: each delivery has SPF, DKIM and DMARC as recorded.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name());
    Path stream = directory.resolve("stream");
    MailVerifier verifier =
        MailVerifier.builder(zone(stream.resolve("zone.txt"))).dnsLimits(DnsLimits.DEFAULT).build();
    Map<String, Label> labels = labels(directory.resolve("labels/labels.csv"));
    List<String> lines = Files.readAllLines(stream.resolve("stream.jsonl"), StandardCharsets.UTF_8);
    JsonMapper json = new JsonMapper();
    long start = System.nanoTime();
    IntStream.range(0, lines.size())
        .filter(i -> i % step == 0)
        .parallel()
        .forEach(i -> run(tally, verifier, labels, stream, json.readTree(lines.get(i))));
    tally.measured(
        String.format(Locale.ROOT, "%.1f s of wall time", (System.nanoTime() - start) / 1e9));
    return tally.result();
  }

  private static Zone zone(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    IncludeReader none =
        (including, path) -> {
          throw new IOException("no files are included");
        };
    try {
      return Zone.parse(file.toString(), text, none);
    } catch (ZoneSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Map<String, Label> labels(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    List<String> names = List.of(lines.getFirst().split(",", -1));
    Map<String, Label> labels = HashMap.newHashMap(lines.size());
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      labels.put(
          cells[0],
          new Label(
              cells[names.indexOf("family")],
              cells[names.indexOf("variant")],
              cells[names.indexOf("spf")],
              cells[names.indexOf("dkim")],
              cells[names.indexOf("dmarc")]));
    }
    return labels;
  }

  private static void run(
      Tally tally,
      MailVerifier verifier,
      Map<String, Label> labels,
      Path stream,
      JsonNode delivery) {
    String id = delivery.get("id").asString();
    Label label = labels.get(id);
    if (label == null) {
      tally.fail(id, "there is no label");
      return;
    }
    byte[] octets;
    try {
      octets = Files.readAllBytes(stream.resolve(delivery.get("message").asString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SmtpSession session =
        SmtpSession.of(
            IpAddress.of(delivery.get("client_ip").asString()),
            delivery.get("helo").asString(),
            delivery.get("mail_from").asString());
    Authentication found =
        verifier.verify(
            Message.stored(octets, MessageLimits.DEFAULT),
            session,
            Instant.parse(delivery.get("received_at").asString()));
    String defect = defect(label, found);
    String refusal = refusal(found);
    if (defect == null) {
      tally.pass();
    } else if (refusal != null && !defect.startsWith(" spf")) {
      tally.known(refusal);
    } else {
      tally.fail(id, label.family() + " " + label.variant() + ":" + defect);
    }
  }

  private static @Nullable String defect(Label label, Authentication found) {
    StringBuilder text = new StringBuilder();
    SpfResult spf = found.spf();
    String spfWord = spf == null ? "none" : spf.word();
    if (!spfWord.equals(label.spf())) {
      text.append(" spf ").append(label.spf()).append(" got ").append(spfWord);
      if (spf != null) {
        spf.reason().ifPresent(why -> text.append(' ').append(why.code()));
      }
    }
    String dkim = dkimWord(found.dmarc());
    boolean limited = label.variant().startsWith("C3") && LIMITED.contains(dkim);
    if (!dkim.equals(label.dkim()) && !limited) {
      text.append(" dkim ").append(label.dkim()).append(" got ").append(dkim);
      for (DkimResult result : found.dkim() == null ? List.<DkimResult>of() : found.dkim()) {
        result.reason().ifPresent(why -> text.append(' ').append(why.code()));
      }
    }
    String dmarc = dmarcWord(found.dmarc());
    if (!dmarc.equals(label.dmarc()) && !limited) {
      text.append(" dmarc ").append(label.dmarc()).append(" got ").append(dmarc);
      if (found.dmarc() != null) {
        found.dmarc().reason().ifPresent(why -> text.append(' ').append(why.code()));
      }
    }
    return text.isEmpty() ? null : text.toString();
  }

  /** What we refuse by a rule of our own choice, where the labels ask for less. */
  private static @Nullable String refusal(Authentication found) {
    if (found.dmarc() instanceof DmarcResult.PermError error) {
      return "permerror " + error.why().code();
    }
    for (DkimResult result : found.dkim() == null ? List.<DkimResult>of() : found.dkim()) {
      if (result instanceof DkimResult.Policy policy) {
        return "policy " + policy.why().code();
      }
    }
    return null;
  }

  /** The labels look at signatures of the author's organization only, all of them in one word. */
  private static String dkimWord(@Nullable DmarcResult dmarc) {
    String word = "none";
    for (ComparedIdentifier compared :
        dmarc == null ? List.<ComparedIdentifier>of() : dmarc.basis().identifiers()) {
      if (compared.aligned() && compared.identifier().method() == Identifier.Method.DKIM) {
        if (compared.identifier().status() == Identifier.Status.PASS) {
          return "pass";
        }
        word = "fail";
      }
    }
    return word;
  }

  /** The labels say pass or fail where there is no policy too: whether something is aligned. */
  private static String dmarcWord(@Nullable DmarcResult dmarc) {
    if (!(dmarc instanceof DmarcResult.None)) {
      return dmarc == null ? "none" : dmarc.word();
    }
    DmarcBasis basis = dmarc.basis();
    return basis.isAligned(Identifier.Method.SPF) || basis.isAligned(Identifier.Method.DKIM)
        ? "pass"
        : "fail";
  }
}
