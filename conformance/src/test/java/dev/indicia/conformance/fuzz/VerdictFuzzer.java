package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.content.RenderLimits;
import dev.indicia.content.Renderer;
import dev.indicia.dns.Answer;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.IpAddress;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.Judge;
import dev.indicia.trust.JudgeOptions;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Observation;
import dev.indicia.trust.Prepared;
import dev.indicia.trust.profile.Profiles;
import java.util.List;

/** The verdict on any octets: always one, the same one again, and what is learned can be kept. */
final class VerdictFuzzer {
  private static final SmtpSession SESSION =
      new SmtpSession(
          IpAddress.of("192.0.2.1"),
          "mail.sender.test",
          "someone@sender.test",
          List.of("reader@home.test"));
  private static final MailVerifier VERIFIER =
      MailVerifier.builder(question -> new Answer.NoSuchName(question, 0, Dnssec.UNKNOWN)).build();
  private static final Judge JUDGE = new Judge(JudgeOptions.DEFAULT);
  private static final Renderer RENDERER = new Renderer(RenderLimits.DEFAULT);

  @FuzzTest(maxDuration = "20s")
  void judge(byte[] input) {
    Oracle.bounded(
        input.length,
        () -> {
          Message message = Message.of(input.clone());
          Authentication proven = VERIFIER.verify(message, SESSION, Oracle.AT);
          Prepared prepared =
              JUDGE.prepare(
                  new Observation(message, SESSION, proven, Oracle.AT, RENDERER.render(message)));
          Profiles profiles = new Profiles();
          Judgement first = JUDGE.judge(prepared, profiles);
          Oracle.check(
              first.verdict().equals(JUDGE.judge(prepared, profiles).verdict()),
              "judging changes the verdict");
          JUDGE.learn("1", first, profiles);
          JUDGE.learn("2", JUDGE.judge(prepared, profiles), profiles);
          byte[] kept = ProfilesFuzzer.written(profiles);
          Oracle.check(
              ProfilesFuzzer.same(kept, ProfilesFuzzer.written(ProfilesFuzzer.reread(kept))),
              "what was learned reads as something else");
        });
  }
}
