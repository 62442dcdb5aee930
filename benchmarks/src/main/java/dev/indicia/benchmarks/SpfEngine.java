package dev.indicia.benchmarks;

import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Lookups;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfChecker;
import dev.indicia.spf.SpfIdentity;
import dev.indicia.spf.SpfOptions;
import java.time.InstantSource;
import java.util.Set;

/** Our SPF alone, for RFC5321.MailFrom; every record is parsed from its text each time. */
final class SpfEngine implements Engine {
  private final Corpus corpus;
  private final SpfChecker checker = new SpfChecker(SpfOptions.DEFAULT);

  SpfEngine(Corpus corpus) {
    this.corpus = corpus;
  }

  @Override
  public String name() {
    return "spf";
  }

  @Override
  public Set<Method> methods() {
    return Set.of(Method.SPF);
  }

  @Override
  public void judge(Delivery delivery, String[] words) {
    Lookups lookups = new Lookups(corpus.zone(), InstantSource.system(), DnsLimits.DEFAULT);
    SmtpSession session =
        SmtpSession.of(IpAddress.of(delivery.clientIp()), delivery.helo(), delivery.mailFrom());
    words[Method.SPF.ordinal()] =
        checker.check(session, SpfIdentity.MAIL_FROM, lookups, corpus.at()).word();
  }
}
