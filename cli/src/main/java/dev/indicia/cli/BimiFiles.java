package dev.indicia.cli;

import dev.indicia.bimi.BimiAssets;
import dev.indicia.bimi.BimiLimits;
import dev.indicia.bimi.BimiRecord;
import dev.indicia.bimi.MarkCertificate;
import dev.indicia.bimi.SvgProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code indicia bimi} is given instead of retrieving it: an Indicator, its evidence, and the
 * authorities to trust. Immutable.
 */
final class BimiFiles {
  private final byte @Nullable [] svg;
  private final byte @Nullable [] vmc;
  private final Set<TrustAnchor> authorities;

  private BimiFiles(byte @Nullable [] svg, byte @Nullable [] vmc, Set<TrustAnchor> authorities) {
    this.svg = svg;
    this.vmc = vmc;
    this.authorities = authorities;
  }

  /** Adds the options that name the files. */
  static void add(CommandSpec spec) {
    spec.addOption(OptionSpecs.value("--svg", "FILE", "the indicator that l= names, as SVG"));
    spec.addOption(
        OptionSpecs.value("--vmc", "FILE", "the evidence that a= names: a VMC or CMC in PEM"));
    spec.addOption(
        OptionSpecs.value("--roots", "FILE", "the authorities to trust for --vmc, in PEM"));
  }

  /** The files that the options name. */
  static BimiFiles of(Arguments arguments) throws UsageException {
    if (arguments.has("--vmc") != arguments.has("--roots")) {
      throw new UsageException("--vmc and --roots are given together");
    }
    return new BimiFiles(
        octets(arguments, "--svg", BimiLimits.DEFAULT.indicatorOctetsMax()),
        octets(arguments, "--vmc", BimiLimits.DEFAULT.evidenceOctetsMax()),
        authorities(arguments.file("--roots")));
  }

  /** The authorities to trust, none where there is no evidence. */
  Set<TrustAnchor> authorities() {
    return Set.copyOf(authorities);
  }

  /** The file, up to one octet more than the limit, which the check then refuses. */
  private static byte @Nullable [] octets(Arguments arguments, String option, int max)
      throws UsageException {
    Path file = arguments.file(option);
    if (file == null) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(max + 1);
    } catch (IOException e) {
      throw unusable(option, file, e);
    }
  }

  private static UsageException unusable(String option, Path file, IOException e) {
    return new UsageException(
        option
            + ": "
            + (Files.isDirectory(file)
                ? InputFailure.isDirectory(file.toString()).text()
                : InputFailure.sentence(file.toString(), e)));
  }

  private static Set<TrustAnchor> authorities(@Nullable Path file) throws UsageException {
    Set<TrustAnchor> authorities = new HashSet<>();
    if (file == null) {
      return authorities;
    }
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        authorities.add(new TrustAnchor((X509Certificate) certificate, null));
      }
    } catch (IOException e) {
      throw unusable("--roots", file, e);
    } catch (CertificateException e) {
      throw new UsageException("--roots: " + file + ": holds something else than certificates");
    }
    if (authorities.isEmpty()) {
      throw new UsageException("--roots: " + file + ": holds no certificate");
    }
    return authorities;
  }

  /** The files, each as what stands where the record says. */
  BimiAssets at(@Nullable BimiRecord record) {
    return record == null ? BimiAssets.NONE : uri -> at(record, uri);
  }

  private Optional<byte[]> at(BimiRecord record, URI uri) {
    byte[] octets = uri.equals(record.location()) ? svg : null;
    if (octets == null && Objects.equals(uri, record.authority())) {
      octets = vmc;
    }
    return Optional.ofNullable(octets);
  }

  /** What is to be said of the Indicator alone; null when none was given. */
  SvgProfile.@Nullable Checked indicator() {
    return svg == null ? null : SvgProfile.check(svg, BimiLimits.DEFAULT);
  }

  /** What is to be said of the evidence alone; null when none was given. */
  MarkCertificate.@Nullable Validation evidence(Instant at) {
    return vmc == null ? null : MarkCertificate.validate(vmc, authorities, at, BimiLimits.DEFAULT);
  }
}
