package dev.indicia.conformance;

import dev.indicia.bimi.BimiLimits;
import dev.indicia.bimi.MarkCertificate;
import dev.indicia.bimi.SvgProfile;
import dev.indicia.conformance.SuiteResult.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pictures within SVG Tiny PS and without, and Mark Certificates that were really issued. */
final class BimiSuite implements Suite {
  private static final List<String> REAL = List.of("FM-good.svg", "FM_BIMI.svg", "example.svg");
  private static final List<String> MARKS = List.of("cnn.pem", "globalsign-vmc.pem");

  private final Corpora corpora;

  BimiSuite(Corpora corpora) {
    this.corpora = corpora;
  }

  @Override
  public String name() {
    return "bimi cases";
  }

  @Override
  public String about() {
    return "Indicators within SVG Tiny PS and without, and Mark Certificates that were really"
        + " issued, in time, too late and without their authority.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name());
    List<String> lines = Files.readAllLines(corpora.path("bimi/svg-synthetic/expected.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      List<String> columns = List.of(line.split("\t", -1));
      check(tally, corpora.path("bimi/svg-synthetic/" + columns.get(0)), columns.get(1));
    }
    for (String file : REAL) {
      check(tally, corpora.path("bimi/svg-real/" + file), "valid");
    }
    Set<TrustAnchor> authorities = new HashSet<>();
    for (Path file : corpora.files(List.of("bimi/roots-postalsys/", "bimi/roots/"))) {
      for (X509Certificate certificate : certificates(file)) {
        authorities.add(new TrustAnchor(certificate, null));
      }
    }
    for (String file : MARKS) {
      mark(tally, corpora.path("bimi/vmc/" + file), authorities);
    }
    return tally.result();
  }

  private static void check(Tally tally, Path file, String expected) throws IOException {
    SvgProfile.Checked checked = SvgProfile.check(Files.readAllBytes(file));
    String actual = checked.isValid() ? "valid" : "invalid";
    tally.check(
        String.valueOf(file.getFileName()),
        expected,
        expected.equals(actual) ? actual : actual + " " + checked.complaints());
  }

  /** Valid the day after it was issued, not a day after its end, and never without authority. */
  private static void mark(Tally tally, Path file, Set<TrustAnchor> authorities)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    byte[] pem = Files.readAllBytes(file);
    X509Certificate own = certificates(file).getFirst();
    Instant issued = own.getNotBefore().toInstant().plus(Duration.ofDays(1));
    Instant expired = own.getNotAfter().toInstant().plus(Duration.ofDays(1));
    tally.check(name + " in time", "valid", word(pem, authorities, issued));
    tally.check(name + " too late", "evidence-expired", word(pem, authorities, expired));
    tally.check(name + " unknown", "evidence-untrusted", word(pem, Set.of(), issued));
  }

  private static String word(byte[] pem, Set<TrustAnchor> authorities, Instant at) {
    return switch (MarkCertificate.validate(pem, authorities, at, BimiLimits.DEFAULT)) {
      case MarkCertificate.Validation.Valid valid -> "valid";
      case MarkCertificate.Validation.Invalid invalid -> invalid.why().code();
    };
  }

  private static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        certificates.add((X509Certificate) certificate);
      }
    } catch (CertificateException e) {
      throw new IOException(e);
    }
    return certificates;
  }
}
