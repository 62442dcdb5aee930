package dev.indicia.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Zone;
import dev.indicia.dns.ZoneLimits;
import dev.indicia.dns.ZoneSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZoneFilesTest {
  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static ZoneSyntaxException defect(Path file) {
    return catchThrowableOfType(ZoneSyntaxException.class, () -> ZoneFiles.read(file));
  }

  @Test
  void includes_areRelativeToTheirFile() throws Exception {
    Path file = write("main.zone", "$ORIGIN a.example.\n$INCLUDE keys/k.zone _domainkey\n");
    write("keys/k.zone", "$INCLUDE more.zone\ns1 TXT k1\n");
    write("keys/more.zone", "s2 TXT k2\n");
    Zone zone = ZoneFiles.read(file);
    for (String selector : new String[] {"s1", "s2"}) {
      DomainName name = DomainName.of(selector + "._domainkey.a.example");
      assertThat(zone.resolve(new Question(name, RecordType.TXT)).status()).isEqualTo("found");
    }
  }

  @Test
  void defects_nameTheFile() throws Exception {
    Path file = write("main.zone", "\n$INCLUDE sub.zone\n");
    assertThat(defect(file).line()).isEqualTo(2);
    assertThat(defect(file).kind()).isEqualTo(ZoneSyntaxException.Kind.INCLUDE_UNREADABLE);
    write("sub.zone", "a.test A x\n");
    assertThat(defect(file).source()).endsWith("sub.zone");
    assertThat(defect(file)).hasMessageContaining("sub.zone:1:10: not an IPv4 address");
    write("sub.zone", "$INCLUDE ./main.zone\n");
    assertThat(defect(file).kind()).isEqualTo(ZoneSyntaxException.Kind.INCLUDE_CYCLE);
  }

  @Test
  void octetsThatAreNotUtf8_areADefect() throws Exception {
    Path file = folder.resolve("latin1.zone");
    byte[] octets = "a.test TXT x\nb.test TXT \"\u00fc\"\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, octets);
    assertThat(defect(file)).hasMessageContaining("latin1.zone:2:13: not UTF-8");
    Files.write(file, new byte[] {'a', (byte) 0xc3});
    assertThat(defect(file)).hasMessageContaining("latin1.zone:1:2: not UTF-8");
    assertThat(defect(write("main.zone", "$INCLUDE latin1.zone")))
        .hasMessageContaining("latin1.zone:1:2: not UTF-8");
  }

  @Test
  void hugeFile_isRefusedBeforeItIsRead() throws Exception {
    Path file = write("main.zone", "; comment\n".repeat(100));
    ZoneSyntaxException e =
        catchThrowableOfType(
            ZoneSyntaxException.class, () -> ZoneFiles.read(file, new ZoneLimits(100, 10, 2)));
    assertThat(e.kind()).isEqualTo(ZoneSyntaxException.Kind.CHARACTERS_EXCEEDED);
  }

  @Test
  void missingFileAndFolder_areUnreadable() {
    assertThat(
            catchThrowableOfType(IOException.class, () -> ZoneFiles.read(folder.resolve("none"))))
        .isNotNull();
    assertThat(catchThrowableOfType(IOException.class, () -> ZoneFiles.read(folder)))
        .hasMessageContaining("is a directory");
  }
}
