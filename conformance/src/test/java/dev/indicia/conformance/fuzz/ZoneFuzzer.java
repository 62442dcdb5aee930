package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IncludeReader;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Zone;
import dev.indicia.dns.ZoneSyntaxException;
import java.io.IOException;

/** A zone file: read, or refused with its place. */
final class ZoneFuzzer {
  private static final DomainName NAME = DomainName.of("a.test");

  @FuzzTest(maxDuration = "20s")
  void parse(byte[] input) {
    String text = Oracle.latin1(input);
    IncludeReader self = (including, path) -> new IncludeReader.Source(path, text);
    IncludeReader none =
        (including, path) -> {
          throw new IOException("there is no file");
        };
    Oracle.bounded(
        input.length,
        () -> {
          parse(text, none);
          parse(text, self);
        });
  }

  private static void parse(String text, IncludeReader includes) {
    try {
      Zone zone = Zone.parse("zone", text, includes);
      for (RecordType type : RecordType.values()) {
        zone.resolve(new Question(NAME, type));
        zone.resolve(new Question(DomainName.of("b.c.a.test"), type));
      }
    } catch (ZoneSyntaxException e) {
      long lines = text.chars().filter(c -> c == 0x0a).count() + 1;
      Oracle.check(e.line() >= 1 && e.line() <= lines + 1, "line " + e.line());
      Oracle.check(e.column() >= 1, "column " + e.column());
    }
  }
}
