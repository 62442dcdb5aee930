package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.dns.IpAddress;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfChecker;
import dev.indicia.spf.SpfIdentity;
import dev.indicia.spf.SpfOptions;

/** Any HELO and MAIL FROM, against a record that uses every macro. */
final class SpfIdentityFuzzer {
  private static final String RECORD =
      "v=spf1 exists:%{i}.%{s}.%{l1r-}.%{o2}.%{d}.%{h}.%{v}.a.test"
          + " exp=%{S}.%{L}.%{d1r}.a.test -all";

  @FuzzTest(maxDuration = "20s")
  void check(byte[] input) {
    String text = Oracle.latin1(input);
    int cut = Math.max(text.indexOf(0x0a), 0);
    SmtpSession session =
        SmtpSession.of(IpAddress.of("2001:db8::1"), text.substring(0, cut), text.substring(cut));
    Oracle.bounded(
        input.length,
        () -> {
          for (SpfIdentity identity : SpfIdentity.values()) {
            new SpfChecker(SpfOptions.DEFAULT)
                .check(session, identity, Oracle.txtEverywhere(RECORD), Oracle.AT);
          }
        });
  }
}
