package dev.indicia.dkim;

import static dev.indicia.dkim.Fixture.ED25519;
import static dev.indicia.dkim.Fixture.RSA;
import static dev.indicia.dkim.Fixture.RSA_2048;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.indicia.dns.DomainName;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class DkimKeyPairTest {
  @Test
  void pem_readsBackToTheSameKeys() {
    for (DkimKeyPair pair : List.of(RSA, ED25519)) {
      String pem = pair.formatPem();
      assertThat(pem).startsWith("-----BEGIN PRIVATE KEY-----\n").endsWith("KEY-----\n");
      DkimKeyPair read = DkimKeyPair.parsePem("Some text\n" + pem.replace("\n", "\r\n"));
      assertThat(read.publicKey()).isEqualTo(pair.publicKey());
      assertThat(read.privateKey().getEncoded()).isEqualTo(pair.privateKey().getEncoded());
      assertThat(read.recordText()).isEqualTo(pair.recordText());
    }
  }

  @Test
  void pkcs1Pem_isRead() {
    byte[] pkcs8 = RSA_2048.privateKey().getEncoded();
    // PrivateKeyInfo: 4 octets of header, 3 of version, 15 of algorithm, 4 of header.
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    String pem =
        "-----BEGIN RSA PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pkcs1)
            + "\n-----END RSA PRIVATE KEY-----\n";
    assertThat(DkimKeyPair.parsePem(pem).publicKey()).isEqualTo(RSA_2048.publicKey());
  }

  @Test
  void whatIsNoPrivateKey_isMisuseWithoutTheKeyInTheMessage() {
    String pem = RSA.formatPem();
    for (String bad :
        List.of(
            "",
            pem.replace("PRIVATE", "PUBLIC"),
            pem.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
            pem.substring(0, 200),
            pem.replace("M", "."),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DkimKeyPair.parsePem(bad))
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(100));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DkimKeyPair.generateRsa(1023, Fixture.random(1)));
  }

  @Test
  void record_isSplitInStringsOf255Octets() {
    assertThat(RSA_2048.recordText()).startsWith("v=DKIM1; k=rsa; p=MIIBIjAN").hasSize(410);
    assertThat(RSA_2048.recordStrings()).hasSize(2).allMatch(part -> part.length() <= 255);
    assertThat(String.join("", RSA_2048.recordStrings())).isEqualTo(RSA_2048.recordText());
    assertThat(ED25519.recordText()).matches("v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}=");
    DkimSigningKey key = new DkimSigningKey(DomainName.of("a.example"), "S1", ED25519);
    assertThat(key.masterFileLine())
        .isEqualTo("s1._domainkey.a.example. IN TXT \"" + ED25519.recordText() + "\"");
  }

  @Test
  void record_isReadBackByTheVerifier() {
    for (DkimKeyPair pair : List.of(RSA, RSA_2048, ED25519)) {
      KeyRecord record = KeyRecord.parse(pair.recordText(), DkimLimits.DEFAULT);
      assertThat(record.key()).isEqualTo(pair.publicKey());
      assertThat(record.deviations()).isEmpty();
    }
  }

  @Test
  void text_hasNothingSecret() {
    assertThat(RSA).hasToString("DkimKeyPair[RSA, 1024 bits]");
    assertThat(ED25519).hasToString("DkimKeyPair[EdDSA, 256 bits]");
  }
}
