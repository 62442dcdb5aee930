package dev.indicia.benchmarks;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordedAnswer;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfResult;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Our SPF (of both identities), DKIM and DMARC together, with all evidence. */
final class FullEngine implements Engine {
  private final String name;
  private final Corpus corpus;
  private final MailVerifier verifier;

  /** As a program gets it that sets nothing. */
  FullEngine(Corpus corpus) {
    this("full", corpus, DkimOptions.DEFAULT, DkimCryptography.jdk());
  }

  FullEngine(String name, Corpus corpus, DkimOptions options, DkimCryptography cryptography) {
    this.name = name;
    this.corpus = corpus;
    this.verifier =
        MailVerifier.builder(corpus.zone())
            .methods(
                EnumSet.of(
                    dev.indicia.Method.SPF, dev.indicia.Method.DKIM, dev.indicia.Method.DMARC))
            .dkim(options)
            .cryptography(cryptography)
            .build();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Method> methods() {
    return EnumSet.allOf(Method.class);
  }

  @Override
  public void judge(Delivery delivery, String[] words) {
    SmtpSession session =
        SmtpSession.of(IpAddress.of(delivery.clientIp()), delivery.helo(), delivery.mailFrom());
    Authentication result = verifier.verify(Message.of(delivery.octets()), session, corpus.at());
    SpfResult spf = Objects.requireNonNull(result.spf());
    List<DkimResult> dkim = Objects.requireNonNull(result.dkim());
    DmarcResult dmarc = Objects.requireNonNull(result.dmarc());
    words[Method.SPF.ordinal()] = spf.word();
    words[Method.DKIM.ordinal()] = DkimEngine.word(dkim);
    words[Method.DMARC.ordinal()] = dmarc.word();
  }

  /** What judging the message asks of the DNS, as keys of {@link Corpus#records}. */
  List<String> questions(Delivery delivery) {
    SmtpSession session =
        SmtpSession.of(IpAddress.of(delivery.clientIp()), delivery.helo(), delivery.mailFrom());
    List<String> keys = new ArrayList<>();
    for (RecordedAnswer recorded :
        verifier.verify(Message.of(delivery.octets()), session, corpus.at()).dns()) {
      Question question = recorded.answer().question();
      keys.add(Corpus.key(question.name().text(), question.type().name()));
    }
    return keys;
  }
}
