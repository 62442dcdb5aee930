package dev.indicia.conformance;

import dev.indicia.arc.ArcOptions;
import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcSealer;
import dev.indicia.arc.ArcSealingOptions;
import dev.indicia.arc.ArcSealingResult;
import dev.indicia.arc.ArcVerifier;
import dev.indicia.arc.ChainStatus;
import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.MethodResult;
import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.dkim.Canonicalization;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Lookups;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What we sign and seal, before a peer; what the peer signs and seals, before us. The messages are
 * random, the keys new, the time is now, as peers have no clock to set.
 */
final class PeerSuite implements Suite {
  private static final int MESSAGES = 60;
  private static final int SETS_MAX = 5;
  private static final DkimCryptography JDK = DkimCryptography.jdk();
  private static final DkimVerifier VERIFIER = SignatureCase.strict();

  private final Peer peer;
  private final Optional<Corpora> corpora;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final DkimSigningKey rsa;
  private final DkimSigningKey ed25519;
  private final Zone zone;
  private final String seed = "seed " + now.getEpochSecond() + ", ";

  PeerSuite(Peer peer, Optional<Corpora> corpora) {
    this.peer = peer;
    this.corpora = corpora;
    SecureRandom random = new SecureRandom();
    rsa = key("rsa", DkimKeyPair.generateRsa(2048, random));
    ed25519 = key("ed", DkimKeyPair.generateEd25519(random));
    Zone.Builder builder = Zone.builder();
    for (DkimSigningKey key : List.of(rsa, ed25519)) {
      builder.txt(key.recordName().text(), key.keyPair().recordText());
    }
    zone = builder.build();
  }

  private static DkimSigningKey key(String selector, DkimKeyPair pair) {
    return new DkimSigningKey(DomainName.of("signer.example"), selector, pair);
  }

  @Override
  public String name() {
    return "peer " + peer.name();
  }

  @Override
  public String about() {
    return "What we sign and seal, verified by the peer; what it signs and seals, verified by us; random messages, new keys.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name());
    Path folder = Files.createTempDirectory("peer");
    try {
      Random random = new Random(now.getEpochSecond());
      oursToPeer(tally, prepared(folder.resolve("ours")), random);
      peersToUs(tally, prepared(folder.resolve("theirs")), random);
      if (peer.arc() && corpora.isPresent()) {
        sealedCases(tally, prepared(folder.resolve("cases")), corpora.get());
      }
    } finally {
      delete(folder);
    }
    return tally.result();
  }

  /** A new folder with the keys. */
  private Path prepared(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder table = new StringBuilder();
    for (DkimSigningKey key : List.of(rsa, ed25519)) {
      table.append(key.recordName().text()).append('\t').append(key.keyPair().recordText());
      table.append('\n');
      Files.writeString(folder.resolve(key.selector() + ".pem"), key.keyPair().formatPem());
    }
    Files.writeString(folder.resolve("zone.tsv"), table);
    // dkimpy reads the 32 octets of RFC 8032 in base64.
    byte[] encoded = ed25519.keyPair().privateKey().getEncoded();
    byte[] seed = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    Files.writeString(folder.resolve("ed.seed"), Base64.getEncoder().encodeToString(seed));
    return folder;
  }

  private void oursToPeer(Tally tally, Path folder, Random random) throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      String file = "m" + i + ".eml";
      String signed = signed(RandomMail.text(random), i);
      expected.add(file + ": dkim signer.example rsa");
      if (peer.ed25519()) {
        expected.add(file + ": dkim signer.example ed");
      }
      if (peer.arc()) {
        int sets = 1 + i % SETS_MAX;
        for (int n = 0; n < sets; n++) {
          signed = sealed(signed);
        }
        expected.add(file + ": arc");
      }
      write(folder.resolve(file), signed);
    }
    Map<String, String> said = new HashMap<>();
    for (Peer.Answer answer : peer.verify(folder)) {
      said.put(answer.file() + ": " + answer.method(), answer.result());
    }
    for (String id : expected) {
      tally.check(seed + "ours, " + id, "pass", said.getOrDefault(id, "nothing"));
    }
  }

  /** The signing cases of the arc_test_suite, sealed by us; a chain that failed stays failed. */
  private void sealedCases(Tally tally, Path folder, Corpora data) throws IOException {
    Map<String, Boolean> expected = new LinkedHashMap<>();
    StringBuilder table = new StringBuilder(Files.readString(folder.resolve("zone.tsv")));
    Set<String> names = new HashSet<>();
    for (ArcCases.Case each : ArcCases.read(data, "sign")) {
      each.texts()
          .forEach((name, text) -> {
            if (names.add(name)) {
              table.append(name).append('\t').append(text).append('\n');
            }
          });
      Message message = each.message();
      ArcResult below =
          new ArcVerifier(ArcOptions.DEFAULT, VERIFIER).verify(message, each.zone(), now);
      String text = new String(message.octets(), StandardCharsets.ISO_8859_1);
      switch (sealing(message, below)) {
        case ArcSealingResult.Sealed s -> {
          write(folder.resolve(each.id() + ".eml"), String.join("", s.fields()) + text);
          expected.put(each.id(), s.cv() != ChainStatus.FAIL);
        }
        case ArcSealingResult.Refused r -> {
          // RFC 8617 §5.1: behind a chain that has ended nothing is added.
          tally.check(
              "case " + each.id(),
              "no_additional_sig: chain-ended",
              each.id() + ": " + r.why().code());
        }
      }
    }
    Files.writeString(folder.resolve("zone.tsv"), table);
    Map<String, String> said = new HashMap<>();
    for (Peer.Answer answer : peer.verify(folder)) {
      said.put(answer.file(), answer.result());
    }
    expected.forEach((id, passes) -> {
      String result = said.getOrDefault(id + ".eml", "nothing");
      // Of a chain that says itself that it failed, dkimpy says "none".
      tally.check(
          "case " + id,
          passes ? "pass" : "not pass",
          passes || result.equals("pass") ? result : "not pass");
    });
  }

  private void peersToUs(Tally tally, Path folder, Random random) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      boolean arc = peer.arc() && i % 3 == 0;
      boolean modern = peer.ed25519() && !arc && i % 2 == 0;
      String file = "m" + i;
      String key = peer.name().equals("dkimpy") ? "ed.seed" : "ed.pem";
      lines.add(
          String.join(
              "\t",
              file,
              arc ? "arc" : "dkim",
              "signer.example",
              modern ? "ed" : "rsa",
              modern ? "ed25519" : "rsa",
              modern ? key : "rsa.pem"));
      String text = RandomMail.text(random);
      if (arc) {
        // The peer's set stands on what our side found out, and on our sets.
        for (int n = 0; n < i % SETS_MAX; n++) {
          text = sealed(text);
        }
        text = results(i % SETS_MAX == 0 ? "none" : "pass") + text;
      }
      write(folder.resolve(file), text);
    }
    Files.write(folder.resolve("sign.tsv"), lines);
    peer.sign(folder);
    for (String line : lines) {
      String file = line.substring(0, line.indexOf('\t'));
      byte[] octets = Files.readAllBytes(folder.resolve(file + ".signed"));
      Message message = Message.of(octets);
      String result = line.contains("\tarc\t") ? chain(message).word() : dkim(message);
      tally.check(seed + "theirs, " + line.replace('\t', ' '), "pass", result);
    }
  }

  private String dkim(Message message) {
    DnsLimits limits = DnsLimits.DEFAULT;
    List<DkimResult> results =
        VERIFIER.verify(message, new Lookups(zone, InstantSource.fixed(now), limits), now);
    return results.isEmpty() ? "nothing" : results.getFirst().word();
  }

  private ArcResult chain(Message message) {
    return new ArcVerifier(ArcOptions.DEFAULT, VERIFIER).verify(message, zone, now);
  }

  private String signed(String text, int number) {
    Canonicalization header =
        peer.simpleHeader() && number % 2 == 0 ? Canonicalization.SIMPLE : Canonicalization.RELAXED;
    Canonicalization body = number % 4 < 2 ? Canonicalization.SIMPLE : Canonicalization.RELAXED;
    DkimSigningOptions options = DkimSigningOptions.DEFAULT.withCanonicalization(header, body);
    DkimSigningResult result =
        new DkimSigner(List.of(rsa, ed25519), options, JDK).sign(message(text), now);
    return switch (result) {
      case DkimSigningResult.Signed s -> String.join("", s.fields()) + text;
      case DkimSigningResult.Refused r -> throw new AssertionError(r.toString());
    };
  }

  private String sealed(String text) {
    Message message = message(text);
    return switch (sealing(message, chain(message))) {
      case ArcSealingResult.Sealed s -> String.join("", s.fields()) + text;
      case ArcSealingResult.Refused r -> throw new AssertionError(r.toString());
    };
  }

  private ArcSealingResult sealing(Message message, ArcResult validation) {
    AuthenticationResults results =
        AuthenticationResults.of(
            "mx.signer.example",
            List.of(MethodResult.of("spf", "pass"), MethodResult.of("dmarc", "fail")));
    return new ArcSealer(rsa, ArcSealingOptions.DEFAULT, JDK)
        .seal(message, validation, results, now);
  }

  /** What a peer that seals needs to find: results under its own authserv-id. */
  private static String results(String arc) {
    return "Authentication-Results: signer.example; spf=pass smtp.mailfrom=a.example;"
        + " arc="
        + arc
        + "\r\n";
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Message message(String text) {
    return Message.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }
}
