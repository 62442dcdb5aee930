package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dkim.DkimResult;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random messages signed by a signer that shares nothing with the library: they verify, and after a
 * change that canonicalization does not take away they do not.
 */
class SignedMailTest {
  private static final String FIELDS = "from:subject:x-a:x-a:from";
  private static final int MESSAGES = 300;

  @Test
  void whatAnotherSignerSigned_verifies() throws GeneralSecurityException {
    Random random = new Random(1);
    for (CaseSigner signer : List.of(CaseSigner.rsa(1024), CaseSigner.ed25519())) {
      Zone zone = Zone.builder().txt("s._domainkey.a.test", signer.record()).build();
      for (int i = 0; i < MESSAGES; i++) {
        String text = message(random);
        String signed = signer.sign(text, "a.test", "s", FIELDS);
        assertThat(verify(signed, zone))
            .describedAs("%s", signed.replace("\r", "\\r").replace("\t", "\\t"))
            .isInstanceOf(DkimResult.Pass.class);
        assertThat(verify(loosened(signed), zone)).isInstanceOf(DkimResult.Pass.class);
        assertThat(verify(changed(signed, random), zone)).isInstanceOf(DkimResult.Fail.class);
      }
    }
  }

  private static DkimResult verify(String text, Zone zone) {
    Message message = Message.of(text.getBytes(StandardCharsets.UTF_8));
    return SignatureCase.strict().verify(message, Bomb.lookups(zone), Bomb.AT).getFirst();
  }

  private static String message(Random random) {
    return "From:"
        + run(random, " \tab<@", "\r\n ")
        + "\r\nSubject: "
        + run(random, " \tabü=?", "\r\n\t")
        + "\r\nX-A :"
        + run(random, "ab ", "\r\n ")
        + "\r\nx-a: 2\r\nX-A: 3\r\nUnsigned: "
        + run(random, "ab ", "\r\n ")
        + "\r\n\r\n"
        + run(random, " \tab\r\nü", "\r\n")
        + run(random, " \t\r\n", "\r\n");
  }

  /** A few characters out of those, and now and then the longer piece; never blank at once. */
  private static String run(Random random, String characters, String piece) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      boolean longer = random.nextInt(4) == 0;
      char c = characters.charAt(random.nextInt(characters.length()));
      text.append(longer ? piece + (piece.length() > 2 ? "x" : "") : String.valueOf(c));
    }
    return text.toString();
  }

  /** Other white space where the relaxed form has some, and empty lines at the end. */
  private static String loosened(String signed) {
    return signed.replace("\r\nSubject: ", "\r\nsubject \t:\t ") + "\r\n \r\n";
  }

  /** Another character in a signed field or in the body. */
  private static String changed(String signed, Random random) {
    return random.nextBoolean()
        ? signed.replace("\r\nSubject: ", "\r\nSubject: y")
        : signed.replace("\r\n\r\n", "\r\n\r\ny");
  }
}
