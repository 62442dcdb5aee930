package dev.indicia.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Messages made to break whoever reads them; the same number gives the same message. */
final class HostileMail {
  /** What their senders have in the DNS. */
  static final String ZONE = zone();

  private static final int ZEROS = 8 << 20;
  private static final byte[] GZIP = gzip();
  private static final byte[] ZIP = zip();

  private final List<byte[]> originals;

  /** Some are made of these. */
  HostileMail(List<byte[]> originals) {
    this.originals = originals;
  }

  /** A message, and who is said to send it. */
  record Mail(byte[] octets, String sender) {}

  Mail of(int number) {
    Random random = new Random(number);
    int size = 1 << random.nextInt(number % 50 == 0 ? 17 : 12);
    String sender = "a@bomb" + random.nextInt(12) + ".example";
    String head = "From: <" + sender + ">\r\nTo: b@b.example\r\nSubject: " + number + "\r\n";
    byte[] octets =
        switch (number % 16) {
          case 0 -> nested(head, size);
          case 1 -> parts(head, size);
          case 2 -> Bomb.repeated(head, "X-" + number + ": y\r\n", size * 4, "\r\nbody\r\n");
          case 3 -> Bomb.octets(head, "X: ", Bomb.run((char) random.nextInt(256), size * 64));
          case 4 -> Bomb.repeated(head + "Cc: c@c.example", ",\r\n d@d.example", size, "\r\n\r\n");
          case 5 -> Bomb.octets(encodedWords(random, size), head, "\r\n");
          case 6 -> signatures(head, size / 8 + 1, random);
          case 7 -> attached(head, "application/gzip", "example!x!1!2.xml.gz", GZIP);
          case 8 -> attached(head, "application/zip", "example!x!1!2.zip", ZIP);
          case 9 -> html(head, size, random);
          case 10 -> attached(head, "image/png", "code.png", png(random));
          case 11 -> arc(head, size / 16 + 1);
          case 12 -> results(head, size, random);
          case 13 -> text(head, size, random);
          case 14 -> noise(random, size * 4);
          default -> mutated(random);
        };
    return new Mail(octets, sender);
  }

  private static byte[] nested(String head, int depth) {
    StringBuilder text = new StringBuilder(head);
    for (int i = 0; i < depth; i++) {
      text.append(i % 3 == 0 ? "Content-Type: message/rfc822\r\n\r\n" : multipart(i));
    }
    return Bomb.octets(text.toString());
  }

  private static String multipart(int i) {
    return "Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n";
  }

  private static byte[] parts(String head, int count) {
    return Bomb.repeated(
        head + "Content-Type: multipart/alternative; boundary=b\r\n\r\n",
        "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPGE+\r\n",
        count * 4,
        "--b");
  }

  private static String encodedWords(Random random, int size) {
    List<String> units =
        List.of(
            "=?utf-8?q?=41?= ", "=?iso-2022-jp?b?GyRC?=", "=?utf-7?q?+AGE-?=", "=?x?b?", "(", "\"");
    return "Subject: " + units.get(random.nextInt(units.size())).repeat(size) + "\r\n";
  }

  private static byte[] signatures(String head, int count, Random random) {
    String signature =
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=bomb%d.example; s=s%d; l=%d;\r\n"
            + " h=%sfrom; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA\r\n";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(
          String.format(
              signature, i % 12, i, random.nextInt(1000), "from:".repeat(random.nextInt(300))));
    }
    return Bomb.octets(text.toString(), head, "\r\nbody \t \r\n\r\n\r\n");
  }

  private static byte[] attached(String head, String type, String name, byte[] content) {
    return Bomb.octets(
        head,
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: ",
        type,
        "\r\nContent-Disposition: attachment; filename=\"",
        name,
        "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        Base64.getMimeEncoder().encodeToString(content),
        "\r\n--b--\r\n");
  }

  private static byte[] html(String head, int size, Random random) {
    List<String> units =
        List.of(
            "<div><b><table><tr><td>",
            "<a href=\"https://a.example/" + Bomb.run('x', 50) + "\">",
            "<!--",
            "&#x41;&amp;&notit;",
            "<style>*{display:none}</style>",
            "</div></table>",
            "<script>",
            "\u200b\u202e<i>");
    String unit = units.get(random.nextInt(units.size()));
    return Bomb.repeated(
        head + "Content-Type: text/html; charset=utf-8\r\n\r\n",
        unit,
        size * 8,
        "call 0190 123456");
  }

  private static byte[] arc(String head, int sets) {
    StringBuilder text = new StringBuilder();
    for (int i = sets; i > 0; i--) {
      text.append("ARC-Seal: i=").append(i).append("; a=rsa-sha256; cv=pass; d=bomb1.example;");
      text.append(" s=s; b=AAAA\r\nARC-Message-Signature: i=").append(i);
      text.append("; a=rsa-sha256; d=bomb1.example; s=s; h=from; bh=AAAA; b=AAAA\r\n");
      text.append("ARC-Authentication-Results: i=").append(i).append("; x; spf=pass\r\n");
    }
    return Bomb.octets(text.toString(), head, "\r\nbody\r\n");
  }

  private static byte[] results(String head, int size, Random random) {
    List<String> units = List.of("; spf=pass", "(", "; dkim=pass a.b=c", "\"", ";", " \\");
    String unit = units.get(random.nextInt(units.size()));
    String field = "Authentication-Results: mx.b.example" + unit.repeat(size) + "\r\n";
    return Bomb.octets(field.repeat(1 + random.nextInt(20)), head, "\r\nbody\r\n");
  }

  private static byte[] text(String head, int size, Random random) {
    List<String> charsets = List.of("utf-16", "utf-7", "iso-2022-jp", "x-none", "gb18030", "utf-8");
    List<String> units =
        List.of("invoice 1.000.000,00 EUR ", "\u001b$B", "\0\r\n", "\r", "=\r\n", "0");
    return Bomb.repeated(
        head
            + "Content-Type: text/plain; format=flowed; charset="
            + charsets.get(random.nextInt(charsets.size()))
            + "\r\nContent-Transfer-Encoding: "
            + List.of("quoted-printable", "8bit", "base64", "x").get(random.nextInt(4))
            + "\r\n\r\n",
        units.get(random.nextInt(units.size())),
        size * 8,
        "");
  }

  private static byte[] noise(Random random, int size) {
    byte[] octets = new byte[size];
    random.nextBytes(octets);
    return octets;
  }

  /** A real message with pieces cut out, doubled, moved or overwritten. */
  private byte[] mutated(Random random) {
    byte[] octets = originals.get(random.nextInt(originals.size())).clone();
    for (int i = 1 + random.nextInt(8); i > 0 && octets.length > 2; i--) {
      int from = random.nextInt(octets.length);
      int to = Math.min(octets.length, from + random.nextInt(200));
      byte[] piece = Arrays.copyOfRange(octets, from, to);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(octets, 0, from);
      switch (random.nextInt(4)) {
        case 0 -> {
          // Cut out.
        }
        case 1 -> {
          out.writeBytes(piece);
          out.writeBytes(piece);
        }
        case 2 -> {
          for (int k = 0; k < 1 << random.nextInt(9); k++) {
            out.writeBytes(piece);
          }
        }
        default -> out.writeBytes(noise(random, piece.length));
      }
      out.write(octets, to, octets.length - to);
      octets = out.toByteArray();
    }
    return octets;
  }

  private static byte[] gzip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(new byte[ZEROS]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] zip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 20; i++) {
        zip.putNextEntry(new ZipEntry("../" + i + ".xml"));
        zip.write(new byte[ZEROS / 8]);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** An image that says it is as large as can be said, with next to nothing in it. */
  private static byte[] png(Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    byte side = (byte) (random.nextBoolean() ? 0x7f : 0);
    chunk(out, "IHDR", new byte[] {side, 0, 4, 0, side, 0, 4, 0, 8, 2, 0, 0, 0});
    chunk(out, "IDAT", Arrays.copyOf(GZIP, 2000));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    CRC32 crc = new CRC32();
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    crc.update(name);
    crc.update(data);
    out.writeBytes(number(data.length));
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(number(crc.getValue()));
  }

  private static byte[] number(long value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  private static String zone() {
    StringBuilder zone = new StringBuilder("$ORIGIN example.\n");
    List<String> policies =
        List.of(
            "include:bomb0.example",
            "include:%{d}.x.example a mx ptr exists:%{ir}.y.example",
            "include:bomb3.example".repeat(3).replace("exampleinclude", "example include"),
            "include:bomb2.example redirect=bomb4.example",
            "mx mx:many.example",
            "exp=%{p}.%{h}.example -all",
            "ip4:192.0.2.0/24 ".repeat(300),
            "exists:%{l1r-}.%{d99}.z.example",
            "a:void0.example a:void1.example a:void2.example",
            "include:failing.example",
            "%",
            "redirect=bomb0.example");
    for (int i = 0; i < policies.size(); i++) {
      zone.append("bomb").append(i).append(" TXT");
      String text = "v=spf1 " + policies.get(i);
      for (int at = 0; at < text.length(); at += 250) {
        zone.append(" \"").append(text, at, Math.min(text.length(), at + 250)).append('"');
      }
      zone.append("\n_dmarc.bomb").append(i).append(" TXT \"v=DMARC1; p=reject");
      zone.append("; rua=mailto:a@b.example,".repeat(i)).append("\"\n");
      zone.append("s").append(i).append("._domainkey.bomb").append(i);
      zone.append(" TXT \"v=DKIM1; p=").append("A".repeat(200)).append("\"\n");
    }
    for (int i = 0; i < 200; i++) {
      zone.append("many MX 10 m").append(i).append("\nm").append(i).append(" A 192.0.2.9\n");
    }
    return zone.append("$FAIL failing TXT timeout\n").toString();
  }
}
