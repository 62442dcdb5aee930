package dev.indicia.dkim;

import static dev.indicia.dkim.Fixture.BODY;
import static dev.indicia.dkim.Fixture.HEADER;
import static dev.indicia.dkim.Fixture.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureSpi;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** RSA by a provider that the caller names. */
class JcaCryptographyTest {
  private static final byte[] OCTETS = "signed octets, and more".getBytes(StandardCharsets.UTF_8);
  private static final int LENGTH = 13;

  private static final Provider RSA = Security.getProvider("SunRsaSign");

  @Test
  void signature_ofTheProvider_isTheJdks() {
    DkimCryptography provided = DkimCryptography.of(RSA);
    DkimPublicKey.Rsa key = (DkimPublicKey.Rsa) Fixture.RSA_2048.publicKey();
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      byte[] signature = provided.signRsa(Fixture.RSA_2048.privateKey(), algorithm, OCTETS, LENGTH);
      assertThat(signature)
          .isEqualTo(Fixture.JDK.signRsa(Fixture.RSA_2048.privateKey(), algorithm, OCTETS, LENGTH));
      assertThat(provided.verifyRsa(key, algorithm, OCTETS, LENGTH, signature)).isTrue();
      assertThat(provided.verifyRsa(key, algorithm, OCTETS, LENGTH + 1, signature)).isFalse();
      assertThat(provided.verifyRsa(key, algorithm, OCTETS, LENGTH, new byte[3])).isFalse();
      assertThat(provided.verifyRsa(key, algorithm, OCTETS, LENGTH, signature)).isTrue();
    }
  }

  @Test
  void hashAndEd25519_stayTheJdks() {
    DkimCryptography provided = DkimCryptography.of(RSA);
    DkimCryptography.Digest digest = provided.digest(HashAlgorithm.SHA256);
    digest.update(OCTETS, 0, LENGTH);
    assertThat(digest.finish()).hasSize(HashAlgorithm.SHA256.length());
    byte[] signature = provided.signEd25519(Fixture.ED25519.privateKey(), OCTETS);
    DkimPublicKey.Ed25519 key = (DkimPublicKey.Ed25519) Fixture.ED25519.publicKey();
    assertThat(provided.verifyEd25519(key, OCTETS, signature)).isTrue();
  }

  @Test
  void message_verifiesByTheProvider() {
    String message = Fixture.sign(TAGS, HEADER, BODY, Fixture.RSA);
    DkimVerifier verifier = new DkimVerifier(DkimOptions.DEFAULT, DkimCryptography.of(RSA));
    assertThat(
            verifier
                .verify(
                    Message.of(Fixture.octets(message)), Fixture.withKey().resolver(), Fixture.NOW)
                .get(0))
        .isInstanceOf(DkimResult.Pass.class);
  }

  @Test
  void provider_withoutRsa_isRefusedAtOnce() {
    Provider empty = new TestProvider();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DkimCryptography.of(empty))
        .withMessage("the provider Test has no KeyFactory for RSA");
    Provider keysOnly = new TestProvider();
    keysOnly.put("KeyFactory.RSA", RSA.getService("KeyFactory", "RSA").getClassName());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DkimCryptography.of(keysOnly))
        .withMessage("the provider Test has no Signature for SHA1withRSA");
  }

  @Test
  void uncheckedException_ofTheProvider_doesNotVerify_andItsSignatureIsNotUsedAgain() {
    Provider broken = new TestProvider();
    broken.put("KeyFactory.RSA", RSA.getService("KeyFactory", "RSA").getClassName());
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      broken.put("Signature." + algorithm.word() + "withRSA", Broken.class.getName());
    }
    DkimCryptography provided = DkimCryptography.of(broken);
    DkimPublicKey.Rsa key = (DkimPublicKey.Rsa) Fixture.RSA.publicKey();
    byte[] signature = new byte[128];
    for (int i = 1; i <= 3; i++) {
      assertThat(provided.verifyRsa(key, HashAlgorithm.SHA256, OCTETS, LENGTH, signature))
          .isFalse();
      assertThat(Broken.MADE).hasValue(i);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> provided.signRsa(Fixture.RSA.privateKey(), HashAlgorithm.SHA256, OCTETS, LENGTH));
  }

  private static final class TestProvider extends Provider {
    private static final long serialVersionUID = 1L;

    TestProvider() {
      super("Test", "1", "for tests");
    }
  }

  /** Fails as some native providers do. */
  public static final class Broken extends SignatureSpi {
    static final AtomicInteger MADE = new AtomicInteger();

    /** Called by the provider. */
    public Broken() {
      MADE.incrementAndGet();
    }

    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] octets, int from, int length) {}

    @Override
    protected byte[] engineSign() {
      throw new ProviderException("broken");
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      throw new ProviderException("broken");
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {}

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      return name;
    }
  }
}
