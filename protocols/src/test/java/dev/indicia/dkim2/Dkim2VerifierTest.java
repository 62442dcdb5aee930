package dev.indicia.dkim2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.HashAlgorithm;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Resolver;
import dev.indicia.dns.Zone;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Dkim2VerifierTest {

  private static void refuses(Dkim2Result result, String word, Dkim2Reason why) {
    assertThat(result.reason()).as(result.detail()).contains(why);
    assertThat(result.word()).isEqualTo(word);
  }

  @Test
  void noField_isNone() {
    Dkim2Result result = Hops.verify(Hops.plain(), SmtpSession.UNKNOWN);
    assertThat(result).isInstanceOf(Dkim2Result.None.class);
    assertThat(result.basis().hops()).isEmpty();
  }

  @Test
  void wholeChain_passesToItsFullDepth() {
    Dkim2Result result = Hops.verify(Hops.chain(3), Hops.session(3));
    assertThat(result).as(result.detail()).isInstanceOf(Dkim2Result.Pass.class);
    assertThat(result.basis().depth()).isEqualTo(new Dkim2Depth(3, 2, 2, true, true));
    assertThat(result.basis().hops().stream().map(Dkim2Hop::modified))
        .containsExactly(false, true, false);
    assertThat(result.basis().hops().get(1).mailFrom()).isEqualTo("b@h2.test");
    assertThat(result.basis().hops().get(1).rcptTo()).containsExactly("b@h3.test");
    assertThat(result.basis().evidence().answers()).hasSize(3);
  }

  @Test
  void unknownSession_isSaidInTheDepth() {
    Dkim2Result result = Hops.verify(Hops.chain(1), SmtpSession.UNKNOWN);
    assertThat(result.basis().depth()).isEqualTo(new Dkim2Depth(1, 1, 1, false, false));
  }

  @Test
  void traceFieldsAndOtherSignatures_mayBeAdded() {
    String text =
        "Received: from x\nDKIM-Signature: v=1\nX-Spam: no\nAuthentication-Results: x; none\n"
            + "Received-SPF: pass\nDelivered-To: b@h2.test\n"
            + Hops.text(Hops.chain(1));
    assertThat(Hops.verify(text, 1)).isInstanceOf(Dkim2Result.Pass.class);
  }

  @Test
  void anotherField_breaksTheHeaderHash() {
    refuses(
        Hops.verify("Reply-To: x@y.test\n" + Hops.text(Hops.chain(2)), 2),
        "fail",
        Dkim2Reason.HEADER_HASH_MISMATCH);
  }

  @Test
  void foldingAndCaseOfNames_doNotMatter() {
    String text =
        Hops.text(Hops.chain(2))
            .replace("Subject: [list] Hello", "SUBJECT :  [list]\n\t Hello  ")
            .replace("DKIM2-Signature:", "dkim2-signature :")
            .replace("Message-Instance: m=1; ", "message-instance:\n m = 1 ;\t");
    assertThat(Hops.verify(text, 2)).isInstanceOf(Dkim2Result.Pass.class);
  }

  @Test
  void sameNameFieldsInAnotherOrder_breakTheHeaderHash() {
    Message two = Hops.message("From: b@h1.test\nComments: a\nComments: b\n\nx\n");
    String text = Hops.text(Hops.signed(1, two, null));
    assertThat(Hops.verify(text, 1)).isInstanceOf(Dkim2Result.Pass.class);
    // Fields with other names may change places, those with one name may not (draft §6.2).
    String apart = text.replace("From: b@h1.test\nComments: a\n", "Comments: a\nFrom: b@h1.test\n");
    assertThat(Hops.verify(apart, 1)).isInstanceOf(Dkim2Result.Pass.class);
    String swapped = text.replace("Comments: a\nComments: b", "Comments: b\nComments: a");
    refuses(Hops.verify(swapped, 1), "fail", Dkim2Reason.HEADER_HASH_MISMATCH);
  }

  @Test
  void changedBody_breaksTheBodyHash() {
    String text = Hops.text(Hops.chain(2)).replace("\ntwo\n", "\ntwo!\n");
    refuses(Hops.verify(text, 2), "fail", Dkim2Reason.BODY_HASH_MISMATCH);
  }

  @Test
  void emptyLinesAtTheEnd_doNotMatter() {
    assertThat(Hops.verify(Hops.text(Hops.chain(2)) + "\n\n", 2))
        .isInstanceOf(Dkim2Result.Pass.class);
  }

  @Test
  void cutHop_isFound() {
    String text = Hops.text(Hops.chain(3));
    for (int i = 1; i <= 3; i++) {
      String cut = text.replace(Hops.fields(text, "DKIM2-Signature").get(3 - i), "");
      Dkim2Result result = Hops.verify(cut, 3);
      // Without the newest the envelope is that of the hop before.
      Dkim2Reason why = i == 3 ? Dkim2Reason.MAIL_FROM_MISMATCH : Dkim2Reason.SIGNATURE_MISSING;
      refuses(result, "permerror", why);
    }
  }

  @Test
  void cutInstance_isFound() {
    String text = Hops.text(Hops.chain(3));
    List<String> instances = Hops.fields(text, "Message-Instance");
    refuses(
        Hops.verify(text.replace(instances.get(1), ""), 3),
        "permerror",
        Dkim2Reason.INSTANCE_MISSING);
    refuses(
        Hops.verify(text.replace(instances.get(0), ""), 3),
        "permerror",
        Dkim2Reason.INSTANCE_MISSING);
  }

  @Test
  void reorderedHops_areFound() {
    String text = Hops.text(Hops.chain(3));
    String swapped =
        text.replace("i=1; m=1;", "i=X; m=1;")
            .replace("i=3; m=2;", "i=1; m=2;")
            .replace("i=X; m=1;", "i=3; m=1;");
    refuses(Hops.verify(swapped, 3), "permerror", Dkim2Reason.INSTANCE_ORDER);
    Message unchanged = Hops.plain();
    for (int hop = 1; hop <= 3; hop++) {
      unchanged = Hops.signed(hop, unchanged, null);
    }
    String other =
        Hops.text(unchanged)
            .replace("i=1; m=1;", "i=X; m=1;")
            .replace("i=2; m=1;", "i=1; m=1;")
            .replace("i=X; m=1;", "i=2; m=1;");
    refuses(Hops.verify(other, 3), "permerror", Dkim2Reason.CUSTODY_BROKEN);
    // The fields may stand in any order: their numbers count.
    List<String> fields = Hops.fields(Hops.text(unchanged), "DKIM2-Signature");
    String moved =
        Hops.text(unchanged)
            .replace(fields.get(0), "")
            .replaceFirst("\n\n", "\n" + fields.get(0) + "\n");
    assertThat(Hops.verify(moved, 3)).isInstanceOf(Dkim2Result.Pass.class);
  }

  @Test
  void replacedHop_isFound() {
    Message first = Hops.signed(1, Hops.plain(), null);
    Message other =
        Hops.signed(1, Hops.message(Hops.text(Hops.plain()).replace("Hello", "Other")), null);
    String text = Hops.text(Hops.signed(2, first, null));
    String foreign = Hops.fields(Hops.text(other), "DKIM2-Signature").get(0);
    String replaced = text.replace(Hops.fields(text, "DKIM2-Signature").get(1), foreign);
    Dkim2Result result = Hops.verify(replaced, 2);
    refuses(result, "fail", Dkim2Reason.SIGNATURE_MISMATCH);
    assertThat(result.basis().failedHop()).isEqualTo(1);
  }

  @Test
  void otherRecipientOrSender_isFound() {
    Message message = Hops.chain(2);
    refuses(
        Hops.verify(message, new SmtpSession(null, null, "b@h2.test", List.of("victim@h3.test"))),
        "permerror",
        Dkim2Reason.RCPT_TO_MISMATCH);
    refuses(
        Hops.verify(
            message, new SmtpSession(null, null, "b@h2.test", List.of("b@h3.test", "c@h3.test"))),
        "permerror",
        Dkim2Reason.RCPT_TO_MISMATCH);
    refuses(
        Hops.verify(message, new SmtpSession(null, null, "B@h2.test", List.of("b@h3.test"))),
        "permerror",
        Dkim2Reason.MAIL_FROM_MISMATCH);
    // The domain is compared without case (draft §11.4).
    assertThat(Hops.verify(message, new SmtpSession(null, null, "b@H2.TEST", List.of("b@H3.Test"))))
        .isInstanceOf(Dkim2Result.Pass.class);
  }

  @Test
  void alteredRecipe_isFound() {
    String text = Hops.text(Hops.chain(2));
    String field = Hops.fields(text, "Message-Instance").get(0);
    String r = field.replaceAll("\\s", "").replaceAll(".*;r=([^;]*);.*", "$1");
    String json = new String(Base64.getDecoder().decode(r), StandardCharsets.UTF_8);
    assertThat(json).isEqualTo("{\"h\":{\"subject\":[{\"d\":[\"Hello\"]}]},\"b\":[{\"c\":[1,4]}]}");
    String altered = json.replace("Hello", "HELLO");
    String other =
        field.replaceAll("\\s", "").replace(r, base64(altered)).replace("Message-Instance:", "");
    Dkim2Result result = Hops.verify(text.replace(field, "Message-Instance: " + other + "\n"), 2);
    refuses(result, "fail", Dkim2Reason.SIGNATURE_MISMATCH);
    // Signed anew it is the recreated state that does not fit.
    refuses(
        forged("{\"h\":{\"subject\":[{\"d\":[\"HELLO\"]}]},\"b\":[{\"c\":[1,4]}]}"),
        "fail",
        Dkim2Reason.HEADER_HASH_MISMATCH);
    refuses(
        forged("{\"h\":{\"subject\":[{\"d\":[\"Hello\"]}]},\"b\":[{\"c\":[1,3]}]}"),
        "fail",
        Dkim2Reason.BODY_HASH_MISMATCH);
    refuses(
        forged("{\"h\":{\"subject\":[{\"d\":[\"Hello\"]}]},\"b\":[{\"c\":[1,40]}]}"),
        "permerror",
        Dkim2Reason.RECIPE_RANGE);
    refuses(forged("{\"h\":{}}"), "permerror", Dkim2Reason.RECIPE_SYNTAX);
    refuses(forged("{\"h\":null}"), "permerror", Dkim2Reason.RECIPE_NULL);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The chain of two hops with another recipe, signed by hop 2 as it should. */
  private static Dkim2Result forged(String recipe) {
    Message first = Hops.signed(1, Hops.plain(), null);
    String changed = Hops.text(first).replace("Subject: ", "Subject: [list] ") + "-- \nlist\n";
    MessageState state = MessageState.of(Hops.message(changed), Dkim2Draft.PINNED);
    String hashes =
        "sha256:"
            + Base64.getEncoder()
                .encodeToString(
                    state.headerHash(
                        HashAlgorithm.SHA256,
                        Hops.CRYPTOGRAPHY,
                        new dev.indicia.signed.SigningInput()))
            + ":"
            + Base64.getEncoder()
                .encodeToString(state.bodyHash(HashAlgorithm.SHA256, Hops.CRYPTOGRAPHY));
    String instance = "Message-Instance: m=2; h=" + hashes + "; r=" + base64(recipe) + ";\n";
    return Hops.verify(signedByHand(instance + changed, 2, 2, ""), 2);
  }

  /** A DKIM2-Signature that no signer would make, over what stands in the text. */
  private static String signedByHand(String text, int number, int instance, String more) {
    String head =
        "DKIM2-Signature: i="
            + number
            + "; m="
            + instance
            + "; t="
            + Hops.AT.getEpochSecond()
            + "; d=h2.test; mf="
            + base64("<b@h2.test>")
            + "; rt="
            + base64("<b@h3.test>")
            + ";"
            + more
            + " s=e:ed25519-sha256:";
    Message message = Hops.message(head + "AAAA;\n" + text);
    Chain chain = new Chain(message, Dkim2Options.DEFAULT);
    var input = new dev.indicia.signed.SigningInput();
    if (chain.problem() != null) {
      return head + "AAAA;\n" + text;
    }
    chain.fill(input, number);
    byte[] signature =
        Hops.CRYPTOGRAPHY.signSha256(Hops.key(2).keyPair(), input.octets(), input.length());
    return head + Base64.getEncoder().encodeToString(signature) + ";\n" + text;
  }

  @Test
  void otherKey_failsTheSignature() {
    DkimSigningKey stranger =
        new DkimSigningKey(Hops.domain(1), "e", DkimKeyPair.generateEd25519(new SecureRandom()));
    Dkim2Signer signer =
        new Dkim2Signer(List.of(stranger), Dkim2Options.DEFAULT, Hops.CRYPTOGRAPHY);
    Message message = Hops.plain();
    Message signed =
        Hops.with(message, signer.sign(message, null, null, Hops.envelope(1), Hops.AT));
    refuses(Hops.verify(signed, Hops.session(1)), "fail", Dkim2Reason.SIGNATURE_MISMATCH);
  }

  @Test
  void keysInTheDns_haveEachTheirReason() {
    Message message = Hops.chain(1);
    String name = Hops.key(1).recordName().text();
    refuses(with(message, Zone.builder().build()), "permerror", Dkim2Reason.KEY_MISSING);
    refuses(
        with(message, Zone.builder().fail(name, DnsFailure.TIMEOUT).build()),
        "temperror",
        Dkim2Reason.KEY_UNAVAILABLE);
    String record = Hops.key(1).keyPair().recordText();
    refuses(
        with(message, Zone.builder().txt(name, record).txt(name, record + ";").build()),
        "permerror",
        Dkim2Reason.KEY_SEVERAL);
    refuses(
        with(message, Zone.builder().txt(name, "v=DKIM1; k=ed25519; p=").build()),
        "permerror",
        Dkim2Reason.KEY_REVOKED);
    refuses(
        with(message, Zone.builder().txt(name, "v=DKIM1; k=ed25519; p=AAAA").build()),
        "permerror",
        Dkim2Reason.KEY_SYNTAX);
    refuses(
        with(message, Zone.builder().txt(name, Hops.rsa(1).keyPair().recordText()).build()),
        "permerror",
        Dkim2Reason.KEY_ALGORITHM_MISMATCH);
    // Draft §11.5: h=, s=, t= and n= of the record are retired.
    assertThat(with(message, Zone.builder().txt(name, record + "; h=sha1; s=x; t=s:y").build()))
        .isInstanceOf(Dkim2Result.Pass.class);
  }

  private static Dkim2Result with(Message message, Resolver resolver) {
    return new Dkim2Verifier(Dkim2Options.DEFAULT, Hops.DKIM)
        .verify(message, Hops.session(1), resolver, Hops.AT, ReplayStore.NONE);
  }

  @Test
  void times_areBounded() {
    Message message = Hops.chain(2);
    Dkim2Verifier verifier = new Dkim2Verifier(Dkim2Options.DEFAULT, Hops.DKIM);
    Duration age = Duration.ofDays(14);
    refuses(
        verifier.verify(
            message,
            Hops.session(2),
            Hops.ZONE,
            Hops.AT.plus(age).plusSeconds(1),
            ReplayStore.NONE),
        "permerror",
        Dkim2Reason.EXPIRED);
    assertThat(
            verifier.verify(
                message, Hops.session(2), Hops.ZONE, Hops.AT.plus(age), ReplayStore.NONE))
        .isInstanceOf(Dkim2Result.Pass.class);
    refuses(
        verifier.verify(
            message, Hops.session(2), Hops.ZONE, Hops.AT.minusSeconds(301), ReplayStore.NONE),
        "permerror",
        Dkim2Reason.SIGNED_IN_FUTURE);
  }

  @Test
  void structure_hasAReasonForEachError() {
    String text = Hops.text(Hops.chain(1));
    String signature = Hops.fields(text, "DKIM2-Signature").get(0);
    String instance = Hops.fields(text, "Message-Instance").get(0);
    refuses(Hops.verify(signature + text, 1), "permerror", Dkim2Reason.SIGNATURE_REPEATED);
    refuses(Hops.verify(instance + text, 1), "permerror", Dkim2Reason.INSTANCE_REPEATED);
    refuses(
        Hops.verify(instance.replace("m=1", "m=2") + text, 1),
        "permerror",
        Dkim2Reason.INSTANCE_NOT_SIGNED);
    refuses(
        Hops.verify(text.replace(signature, ""), 1), "permerror", Dkim2Reason.SIGNATURE_MISSING);
    refuses(Hops.verify(text.replace(instance, ""), 1), "permerror", Dkim2Reason.INSTANCE_MISSING);
    replaced(text, "m=1; h=", "m=1; H=sha1:AA==:AA==; h=", Dkim2Reason.INSTANCE_SYNTAX);
    replaced(text, "m=1; h=", "m=1; x=", Dkim2Reason.INSTANCE_TAG_MISSING);
    replaced(text, "h=sha256:", "h=sha256:AAAA:AAAA,sha256:", Dkim2Reason.HASH_REPEATED);
    replaced(text, "m=1; h=", "m=1; r=AAAA; h=", Dkim2Reason.RECIPE_SYNTAX);
    replaced(text, "i=1; m=1;", "i=one; m=1;", Dkim2Reason.SIGNATURE_SYNTAX);
    replaced(text, "i=1; m=1;", "i=1; m=1; I=1;", Dkim2Reason.SIGNATURE_SYNTAX);
    replaced(text, " d=h1.test;", "", Dkim2Reason.SIGNATURE_TAG_MISSING);
    replaced(text, " mf=", " nd=h2.test; mf=", Dkim2Reason.SIGNATURE_TAG_UNEXPECTED);
    replaced(text, "s=e:", "s=e:rsa-sha256:AAAA,e:", Dkim2Reason.SELECTOR_REPEATED);
    replaced(
        text,
        "s=e:",
        "s=x:ed25519-sha256:AAAA,y:ed25519-sha256:AAAA,e:",
        Dkim2Reason.TOO_MANY_SELECTORS);
    replaced(
        text, "i=1; m=1;", "i=1; m=1; n=" + "n".repeat(65) + ";", Dkim2Reason.SIGNATURE_SYNTAX);
  }

  private static void replaced(String text, String what, String by, Dkim2Reason why) {
    String unfolded = text.replaceAll("\n ", " ");
    assertThat(unfolded).contains(what);
    refuses(Hops.verify(unfolded.replaceFirst(what, by), 1), "permerror", why);
  }

  @Test
  void unknownTags_areIgnoredButSigned() {
    String text = Hops.text(Hops.chain(1)).replace("i=1; m=1;", "i=1; m=1; future=1;");
    refuses(Hops.verify(text, 1), "fail", Dkim2Reason.SIGNATURE_MISMATCH);
  }

  @Test
  void departures_areOverlookedLeniently() {
    String text = Hops.text(Hops.chain(1)).stripTrailing() + "\n";
    // The last semicolon of the instance is not under the signature's own white space rule.
    String cut = text.replace(";\nFrom:", "\nFrom:");
    refuses(Hops.verify(cut, 1), "permerror", Dkim2Reason.INSTANCE_SYNTAX);
    Dkim2Result lenient =
        Hops.verify(
            Hops.message(cut),
            Hops.session(1),
            Dkim2Options.DEFAULT.withStrictness(Strictness.LENIENT));
    assertThat(lenient.basis().deviations()).containsExactly(Dkim2Deviation.FINAL_SEMICOLON);
    // The octets signed had it.
    refuses(lenient, "fail", Dkim2Reason.SIGNATURE_MISMATCH);
  }

  @Test
  void nextDomain_bindsTheNextHop() {
    Message first = Hops.plain();
    Message announced =
        Hops.with(
            first,
            Hops.signer(1)
                .sign(first, null, null, Dkim2Envelope.toDomain(Hops.domain(2)), Hops.AT));
    Dkim2Result open = Hops.verify(announced, Hops.session(1));
    refuses(open, "permerror", Dkim2Reason.NEXT_DOMAIN_LAST);
    assertThat(
            Hops.verify(
                announced,
                Hops.session(1),
                Dkim2Options.DEFAULT.withArranged(Set.of(Hops.domain(1)))))
        .isInstanceOf(Dkim2Result.Pass.class);
    Message whole = Hops.signed(2, announced, null);
    assertThat(Hops.verify(whole, Hops.session(2))).isInstanceOf(Dkim2Result.Pass.class);
    assertThat(Hops.signer(3).sign(announced, null, null, Hops.envelope(3), Hops.AT))
        .isEqualTo(
            new Dkim2SigningResult.Refused(
                Dkim2Reason.NEXT_DOMAIN_MISMATCH, "DKIM2-Signature i=2"));
  }

  @Test
  void requests_bindLaterHops() {
    Message first = Hops.plain();
    Message asked =
        Hops.with(
            first,
            Hops.signer(1)
                .sign(
                    first,
                    null,
                    null,
                    Hops.envelope(1).withFlags(List.of("donotmodify", "donotexplode")),
                    Hops.AT));
    Message footer = Hops.message(Hops.text(asked) + "footer\n");
    refuses(
        Hops.verify(Hops.signed(2, footer, asked), Hops.session(2)),
        "fail",
        Dkim2Reason.MODIFIED_AGAINST_REQUEST);
    // Adding header fields is no modification (draft §8.10).
    Message added =
        Hops.message(Hops.text(asked).replaceFirst("\n\n", "\nList-Id: <l.h2.test>\n\n"));
    assertThat(Hops.verify(Hops.signed(2, added, asked), Hops.session(2)))
        .isInstanceOf(Dkim2Result.Pass.class);
    Message exploded =
        Hops.with(
            asked,
            Hops.signer(2)
                .sign(asked, null, null, Hops.envelope(2).withFlags(List.of("exploded")), Hops.AT));
    refuses(Hops.verify(exploded, Hops.session(2)), "fail", Dkim2Reason.EXPLODED_AGAINST_REQUEST);
    // From draft 07 on the flags bind nobody.
    assertThat(Hops.verify(exploded, Hops.session(2), Hops.options(Dkim2Draft.DRAFT_07)))
        .isInstanceOf(Dkim2Result.Pass.class);
  }

  @Test
  void severalKeys_allHaveToPass() {
    List<DkimSigningKey> keys = List.of(Hops.rsa(1), Hops.key(1));
    Dkim2Signer signer = new Dkim2Signer(keys, Dkim2Options.DEFAULT, Hops.CRYPTOGRAPHY);
    Message message = Hops.plain();
    Message signed =
        Hops.with(message, signer.sign(message, null, null, Hops.envelope(1), Hops.AT));
    Dkim2Result result = Hops.verify(signed, Hops.session(1));
    assertThat(result).as(result.detail()).isInstanceOf(Dkim2Result.Pass.class);
    assertThat(result.basis().hops().get(0).signatures())
        .containsExactly(
            new Dkim2Hop.Value("r", "rsa-sha256", 2048, Dkim2Hop.Outcome.PASS),
            new Dkim2Hop.Value("e", "ed25519-sha256", 256, Dkim2Hop.Outcome.PASS));
    String text = Hops.text(signed).replaceAll("\n ", "");
    int at = text.indexOf("e:ed25519-sha256:") + "e:ed25519-sha256:".length();
    String broken =
        text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
    Dkim2Result one = Hops.verify(broken, 1);
    refuses(one, "fail", Dkim2Reason.SIGNATURES_DISAGREE);
    assertThat(one.detail())
        .isEqualTo("DKIM2-Signature i=1 r signature passed, e signature failed");
  }

  @Test
  void unknownAlgorithm_isIgnoredUpToDraft07_failsItsGroupFrom08() {
    Message message = Hops.plain();
    String text = Hops.text(Hops.signed(1, message, null)).replaceAll("\n ", " ");
    // Emptied, so that the signature still fits: its own value is not signed.
    String unknown = text.replace("s=e:", "s=z:future-sig:AAAA,e:");
    refuses(Hops.verify(unknown, 1), "fail", Dkim2Reason.SIGNATURE_MISMATCH);
    String only = text.replace("ed25519-sha256", "future-sig");
    refuses(Hops.verify(only, 1), "fail", Dkim2Reason.ALGORITHM_UNKNOWN);
    refuses(
        Hops.verify(Hops.message(only), Hops.session(1), Hops.options(Dkim2Draft.DRAFT_08)),
        "permerror",
        Dkim2Reason.ALGORITHM_UNKNOWN);
    String quantum = text.replace("ed25519-sha256", "mldsa44");
    refuses(
        Hops.verify(Hops.message(quantum), Hops.session(1), Hops.options(Dkim2Draft.DRAFT_08)),
        "permerror",
        Dkim2Reason.ALGORITHM_NOT_OFFERED);
  }

  @Test
  void bothHashes_haveToFit() {
    Dkim2Signer signer =
        new Dkim2Signer(
            List.of(Hops.key(1)),
            Dkim2Options.DEFAULT,
            List.of(HashAlgorithm.SHA256, HashAlgorithm.SHA512),
            DkimCryptography.jdk());
    Message message = Hops.plain();
    Message signed =
        Hops.with(message, signer.sign(message, null, null, Hops.envelope(1), Hops.AT));
    assertThat(Hops.verify(signed, Hops.session(1))).isInstanceOf(Dkim2Result.Pass.class);
    // Draft 02 knows no sha512 and looks at the other one alone.
    assertThat(Hops.verify(signed, Hops.session(1), Hops.options(Dkim2Draft.DRAFT_02)))
        .isInstanceOf(Dkim2Result.Pass.class);
  }

  @Test
  void replay_isFoundWhereNobodySaysExploded() {
    RecentReplays replays = new RecentReplays(10, Duration.ofDays(14));
    Dkim2Verifier verifier = new Dkim2Verifier(Dkim2Options.DEFAULT, Hops.DKIM);
    Message message = Hops.chain(2);
    Dkim2Result first = verifier.verify(message, Hops.session(2), Hops.ZONE, Hops.AT, replays);
    String key = first.basis().replayKey();
    assertThat(key).isNotNull();
    // A delivery tried again before it was accepted is no replay.
    assertThat(verifier.verify(message, Hops.session(2), Hops.ZONE, Hops.AT, replays))
        .isInstanceOf(Dkim2Result.Pass.class);
    replays.record(String.valueOf(key), Hops.AT);
    refuses(
        verifier.verify(message, Hops.session(2), Hops.ZONE, Hops.AT, replays),
        "fail",
        Dkim2Reason.REPLAYED);
    // Sent on to somebody else, and unchanged, it is the same message still.
    Message resent =
        Hops.with(
            Hops.chain(1),
            Hops.signer(2)
                .sign(
                    Hops.chain(1),
                    null,
                    null,
                    Dkim2Envelope.of("b@h2.test", List.of("c@h3.test")),
                    Hops.AT));
    SmtpSession other = new SmtpSession(null, null, "b@h2.test", List.of("c@h3.test"));
    refuses(
        verifier.verify(resent, other, Hops.ZONE, Hops.AT, replays), "fail", Dkim2Reason.REPLAYED);
    Message exploded =
        Hops.with(
            Hops.chain(1),
            Hops.signer(2)
                .sign(
                    Hops.chain(1),
                    null,
                    null,
                    Hops.envelope(2).withFlags(List.of("exploded")),
                    Hops.AT));
    assertThat(verifier.verify(exploded, Hops.session(2), Hops.ZONE, Hops.AT, replays))
        .isInstanceOf(Dkim2Result.Pass.class);
  }

  @Test
  void replayStore_isBoundedInNumberAndTime() {
    RecentReplays replays = new RecentReplays(2, Duration.ofDays(14));
    replays.record("a", Hops.AT);
    replays.record("b", Hops.AT);
    replays.record("c", Hops.AT);
    assertThat(replays.size()).isEqualTo(2);
    assertThat(replays.isKnown("a", Hops.AT)).isFalse();
    assertThat(replays.isKnown("c", Hops.AT.plus(Duration.ofDays(14)))).isTrue();
    assertThat(replays.isKnown("c", Hops.AT.plus(Duration.ofDays(15)))).isFalse();
    assertThat(ReplayStore.NONE.isKnown("c", Hops.AT)).isFalse();
  }

  @Test
  void authorOfAnotherDomain_isRefusedFromDraft07On() {
    Message foreign = Hops.message("From: ceo@bank.test\nSubject: x\n\nx\n");
    for (Dkim2Draft draft : List.of(Dkim2Draft.DRAFT_06, Dkim2Draft.DRAFT_07)) {
      Message signed =
          Hops.with(
              foreign, Hops.signer(1, draft).sign(foreign, null, null, Hops.envelope(1), Hops.AT));
      Dkim2Result result = Hops.verify(signed, Hops.session(1), Hops.options(draft));
      if (draft == Dkim2Draft.DRAFT_06) {
        assertThat(result).isInstanceOf(Dkim2Result.Pass.class);
      } else {
        refuses(result, "permerror", Dkim2Reason.FROM_NOT_AUTHENTIC);
      }
    }
  }

  @Test
  void groups_needOnePassingAlternative() {
    Message message = Hops.plain();
    Dkim2Options options = Hops.options(Dkim2Draft.DRAFT_09);
    Message signed =
        Hops.with(
            message,
            Hops.signer(1, Dkim2Draft.DRAFT_09)
                .sign(message, null, null, Hops.envelope(1), Hops.AT));
    assertThat(Hops.verify(signed, Hops.session(1), options)).isInstanceOf(Dkim2Result.Pass.class);
    String text = Hops.text(signed);
    Message withHash = Hops.message(text.replace("h=sha256:", "h=future:AAAA:AAAA|sha256:"));
    // The signature covers the instance, so only what the hashes say is looked at here.
    Chain chain = new Chain(withHash, options);
    assertThat(chain.problem()).isNull();
    assertThat(chain.instance(1).groups()).hasSize(2);
    assertThat(new Chain(withHash, Dkim2Options.DEFAULT).problem())
        .isEqualTo(Dkim2Reason.INSTANCE_SYNTAX);
  }
}
