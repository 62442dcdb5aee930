package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Lookups;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.Resolver;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfChecker;
import dev.indicia.spf.SpfIdentity;
import dev.indicia.spf.SpfOptions;
import dev.indicia.spf.SpfRecord;
import dev.indicia.spf.SpfResult;

/** Reads an SPF record and checks a client against it, in a DNS that has it at every name. */
final class SpfRecordFuzzer {
  private static final DomainName NAME = DomainName.of("mail.a.test");
  private static final IpAddress CLIENT = IpAddress.of("192.0.2.1");

  @FuzzTest(maxDuration = "20s")
  void check(byte[] input) {
    String text = "v=spf1 " + Oracle.latin1(input);
    Oracle.bounded(
        input.length,
        () -> {
          if (SpfRecord.parse(text) instanceof SpfRecord.Malformed malformed) {
            Oracle.check(malformed.offset() <= text.length(), "error outside the record");
          }
          for (Strictness strictness : Strictness.values()) {
            check(SpfOptions.DEFAULT.withStrictness(strictness), text);
          }
        });
  }

  private static void check(SpfOptions options, String text) {
    Resolver resolver =
        question ->
            switch (question.type()) {
              case TXT -> Oracle.found(question, new RecordData.Text(text));
              case A -> Oracle.found(question, new RecordData.Address(CLIENT));
              case MX -> Oracle.found(question, new RecordData.MailExchange(10, NAME));
              case PTR -> Oracle.found(question, new RecordData.Pointer(NAME));
              case AAAA, CNAME, TLSA ->
                  new Answer.NoData(question, 60, dev.indicia.dns.Dnssec.UNKNOWN);
            };
    SmtpSession session = SmtpSession.of(CLIENT, "helo.a.test", "local+part@a.test");
    Lookups lookups = Oracle.lookups(resolver);
    for (SpfIdentity identity : SpfIdentity.values()) {
      SpfResult result = new SpfChecker(options).check(session, identity, lookups, Oracle.AT);
      Oracle.check(
          result.basis().dnsTerms() <= options.limits().dnsTermsMax() + 1, "too many terms");
      Oracle.check(result instanceof SpfResult.Pass || result.reason().isPresent(), "no reason");
      // RFC 7208 §4.6: a record with a syntax error is a permerror, unless a term before decides
      // nothing: strict evaluation reads the whole record first.
      if (options.strictness() == Strictness.STRICT
          && SpfRecord.parse(text) instanceof SpfRecord.Malformed) {
        Oracle.check(result instanceof SpfResult.PermError, "malformed, but " + result.word());
      }
    }
  }
}
