package dev.indicia.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes certificates at run time, field by field, those that no authority would issue too. */
public final class TestCertificates {
  public static final Instant NOT_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  public static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");
  public static final Instant NOT_AFTER = Instant.parse("2027-01-01T00:00:00Z");

  // SEQUENCE { OBJECT IDENTIFIER ecdsa-with-SHA256 }
  private static final byte[] ALGORITHM = sequence(oid("1.2.840.10045.4.3.2"));
  private static int serial;

  private TestCertificates() {}

  /** A certificate and its key. */
  public record Issued(X509Certificate certificate, KeyPair keys, String name) {}

  /** What is to be issued. */
  public static final class Request {
    private final String name;
    private final byte[] subject;
    private final List<byte[]> extensions = new ArrayList<>();
    private Instant notBefore = NOT_BEFORE;
    private Instant notAfter = NOT_AFTER;

    private Request(String name, byte[] subject) {
      this.name = name;
      this.subject = subject;
    }

    public Request valid(Instant from, Instant to) {
      notBefore = from;
      notAfter = to;
      return this;
    }

    public Request authority() {
      return extension("2.5.29.19", true, sequence(new byte[] {1, 1, (byte) 0xff}))
          .extension("2.5.29.15", true, new byte[] {3, 2, 1, 6});
    }

    public Request names(String... dnsNames) {
      ByteArrayOutputStream names = new ByteArrayOutputStream();
      for (String dnsName : dnsNames) {
        names.writeBytes(tagged(0x82, dnsName.getBytes(StandardCharsets.US_ASCII)));
      }
      return extension("2.5.29.17", false, tagged(0x30, names.toByteArray()));
    }

    public Request usages(String... oids) {
      ByteArrayOutputStream usages = new ByteArrayOutputStream();
      for (String oid : oids) {
        usages.writeBytes(oid(oid));
      }
      return extension("2.5.29.37", false, tagged(0x30, usages.toByteArray()));
    }

    public Request extension(String oid, boolean critical, byte[] value) {
      byte[] flag = critical ? new byte[] {1, 1, (byte) 0xff} : new byte[0];
      extensions.add(sequence(oid(oid), flag, tagged(0x04, value)));
      return this;
    }

    /** Issued by that one, or by itself. */
    public Issued by(@Nullable Issued issuer) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        String issuerName = issuer == null ? name : issuer.name();
        byte[] body =
            sequence(
                tagged(0xa0, new byte[] {2, 1, 2}),
                tagged(0x02, BigInteger.valueOf(++serial).toByteArray()),
                ALGORITHM,
                name(issuerName),
                sequence(time(notBefore), time(notAfter)),
                subject,
                keys.getPublic().getEncoded(),
                tagged(0xa3, sequence(extensions.toArray(byte[][]::new))));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuer == null ? keys.getPrivate() : issuer.keys().getPrivate());
        signature.update(body);
        byte[] bits = join(new byte[] {0}, signature.sign());
        byte[] certificate = sequence(body, ALGORITHM, tagged(0x03, bits));
        return new Issued(
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate)),
            keys,
            name);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  public static Request request(String name) {
    return new Request(name, name(name));
  }

  /** Of a subject with one attribute more. */
  public static Request request(String name, String attribute, String value) {
    return new Request(name, sequence(attribute("2.5.4.3", name), attribute(attribute, value)));
  }

  /** An authority of its own. */
  public static Issued root(String name) {
    return request(name).authority().by(null);
  }

  public static byte[] sequence(byte[]... parts) {
    return tagged(0x30, join(parts));
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  public static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int skip = length[0] == 0 ? 1 : 0;
      out.write(0x80 | length.length - skip);
      out.write(length, skip, length.length - skip);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  public static byte[] oid(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(40 * Integer.parseInt(arcs[0]) + Integer.parseInt(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      long arc = Long.parseLong(arcs[i]);
      int groups = Math.max(1, (70 - Long.numberOfLeadingZeros(arc)) / 7);
      for (int group = groups - 1; group >= 0; group--) {
        out.write((int) (arc >>> 7 * group & 0x7f) | (group > 0 ? 0x80 : 0));
      }
    }
    return tagged(0x06, out.toByteArray());
  }

  private static byte[] name(String commonName) {
    return sequence(attribute("2.5.4.3", commonName));
  }

  private static byte[] attribute(String type, String value) {
    byte[] text = tagged(0x0c, value.getBytes(StandardCharsets.UTF_8));
    return tagged(0x31, sequence(oid(type), text));
  }

  private static byte[] time(Instant at) {
    String text =
        DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC).format(at);
    return tagged(0x18, text.getBytes(StandardCharsets.US_ASCII));
  }
}
