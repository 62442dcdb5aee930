package dev.indicia.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneParserTest {
  private static Zone parse(String text) throws ZoneSyntaxException {
    return Zone.parse("z", text, IncludeReader.NONE);
  }

  private static String ask(Zone zone, String name, RecordType type) {
    Answer answer = zone.resolve(new Question(DomainName.of(name), type));
    StringBuilder text = new StringBuilder(answer.status());
    for (RecordData data : answer.recordsOrEmpty()) {
      text.append('|').append(data.text());
    }
    return text.toString();
  }

  private static String txt(String data) throws ZoneSyntaxException {
    return ask(parse("a.example TXT " + data), "a.example", RecordType.TXT);
  }

  private static IncludeReader files(Map<String, String> files) {
    return (including, file) -> {
      String text = files.get(file);
      if (text == null) {
        throw new IOException("no such file");
      }
      return new IncludeReader.Source(file, text);
    };
  }

  @Test
  void namesAndOwners_followSection51() throws Exception {
    Zone zone =
        parse(
            """
            a.example TXT "no origin"
            $ORIGIN b.example.
            @ 60 IN A 192.0.2.1     ; comment
               IN 60 A 192.0.2.2
            \tAAAA 2001:db8::1

            mail MX 10 @
              MX 20 other.test.
            $ORIGIN sub
            x PTR y
            * CNAME x
            $ORIGIN .
            c.example txt last
            """);
    assertThat(ask(zone, "a.example", RecordType.TXT)).isEqualTo("found|no origin");
    assertThat(ask(zone, "b.example", RecordType.A)).isEqualTo("found|192.0.2.1|192.0.2.2");
    assertThat(ask(zone, "b.example", RecordType.AAAA)).isEqualTo("found|2001:db8::1");
    assertThat(ask(zone, "mail.b.example", RecordType.MX))
        .isEqualTo("found|10 b.example|20 other.test");
    assertThat(ask(zone, "x.sub.b.example", RecordType.PTR)).isEqualTo("found|y.sub.b.example");
    assertThat(ask(zone, "q.sub.b.example", RecordType.PTR)).isEqualTo("found|y.sub.b.example");
    assertThat(ask(zone, "c.example", RecordType.TXT)).isEqualTo("found|last");
  }

  @Test
  void strings_areJoinedAndUnescaped() throws Exception {
    assertThat(txt("\"a b\" \"c\"")).isEqualTo("found|a bc");
    assertThat(txt("a b  c")).isEqualTo("found|abc");
    assertThat(txt("\"a;b\" ; c")).isEqualTo("found|a;b");
    assertThat(txt("a\\;b\\ c")).isEqualTo("found|a;b c");
    assertThat(txt("\"q\\\"q\\\\\\065\\000\"")).isEqualTo("found|q\"q\\A\u0000");
    assertThat(txt("\"\\195\\188\"")).isEqualTo("found|\u00c3\u00bc");
    assertThat(txt("\"\u00fc\ud83d\udce7\""))
        .isEqualTo("found|\u00c3\u00bc\u00f0\u009f\u0093\u00a7");
    assertThat(txt("\"\"")).isEqualTo("found|");
    assertThat(txt("\"" + "k".repeat(900) + "\"")).isEqualTo("found|" + "k".repeat(900));
    assertThat(txt("( \"a\" ; one\n \"b\"\n)")).isEqualTo("found|ab");
    assertThat(txt("( (\"a\")\r\n\"b\" )\r\nb.example A 192.0.2.1")).isEqualTo("found|ab");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "60, 60",
    "1h30m, 5400",
    "1W2d3H4M5s, 788645",
    "2147483647, 2147483647",
    "90m, 5400",
    "1h5, 3605"
  })
  void ttl_hasUnits(String written, long seconds) throws Exception {
    Zone zone = parse("a.example " + written + " A 192.0.2.1");
    Question question = new Question(DomainName.of("a.example"), RecordType.A);
    assertThat(zone.resolve(question).ttlSeconds()).isEqualTo(seconds);
  }

  @Test
  void ttl_isTheDefaultOrTheLast() throws Exception {
    Zone zone =
        parse(
            """
            a.test A 192.0.2.1
            b.test 7 A 192.0.2.1
            c.test A 192.0.2.1
            $TTL 2m
            d.test A 192.0.2.1
            e.test 9 A 192.0.2.1
            f.test A 192.0.2.1
            """);
    long[] expected = {3600, 7, 7, 120, 9, 120};
    for (int i = 0; i < expected.length; i++) {
      Question question = new Question(DomainName.of((char) ('a' + i) + ".test"), RecordType.A);
      assertThat(zone.resolve(question).ttlSeconds()).as("%s", question).isEqualTo(expected[i]);
    }
  }

  @Test
  void otherTypes_makeTheNameExist() throws Exception {
    Zone zone =
        parse(
            """
            $ORIGIN t.test.
            @ SOA ns hostmaster\\.x ( 1 1h 15m 30d 2h )
            s SRV 0 0 25 mail
            c CAA 0 issue "ca.example"
            d TLSA 3 1 1 00ff
            h HTTPS 1 . alpn=h2
            f SPF "v=spf1 -all"
            g TYPE65280 \\# 3 0a0b 0c
            e IN TYPE65281 \\# 0
            a TYPE1 \\# 4 C0000201
            a AAAA \\# 16 20010db8000000000000000000000001
            m TYPE15 \\# 10 000a 0161 0474657374 00
            t TYPE16 \\# 5 0161 02 6263
            p PTR \\# 3 016100
            n TYPE5 \\# 8 01610474 657374 00
            r RRSIG A 8 2 3600 x
            r CNAME s
            """);
    for (String name : new String[] {"", "s.", "c.", "d.", "h.", "f.", "g.", "e.", "r."}) {
      assertThat(ask(zone, name + "t.test", RecordType.TXT)).as(name).isEqualTo("nodata");
    }
    assertThat(ask(zone, "a.t.test", RecordType.A)).isEqualTo("found|192.0.2.1");
    assertThat(ask(zone, "a.t.test", RecordType.AAAA)).isEqualTo("found|2001:db8::1");
    assertThat(ask(zone, "m.t.test", RecordType.MX)).isEqualTo("found|10 a.test");
    assertThat(ask(zone, "t.t.test", RecordType.TXT)).isEqualTo("found|abc");
    assertThat(ask(zone, "p.t.test", RecordType.PTR)).isEqualTo("found|a");
    assertThat(zone.alias(DomainName.of("n.t.test"))).contains(DomainName.of("a.test"));
  }

  @Test
  void tlsa_isReadInBothForms() throws Exception {
    Zone zone =
        parse(
            """
            _25._tcp.mx.example. TLSA 3 1 1 00FF 0a
            _25._tcp.mx.example. TYPE52 \\# 4 02000001
            _25._tcp.b.example. CNAME _25._tcp.mx.example.
            """);
    assertThat(ask(zone, "_25._tcp.mx.example", RecordType.TLSA))
        .isEqualTo("found|3 1 1 00ff0a|2 0 0 01");
    assertThat(ask(zone, "_25._tcp.b.example", RecordType.TLSA))
        .isEqualTo("found|3 1 1 00ff0a|2 0 0 01");
    assertThat(ask(zone, "_25._tcp.b.example", RecordType.CNAME))
        .isEqualTo("found|_25._tcp.mx.example");
    assertThat(ask(zone, "_25._tcp.mx.example", RecordType.CNAME)).isEqualTo("nodata");
  }

  @Test
  void internationalNames_areALabels() throws Exception {
    Assumptions.assumeTrue(DomainName.parse("b\u00fccher.example").isPresent());
    Zone zone = parse("*.b\u00fccher.example TXT x\n_dmarc.b\u00fccher.example TXT y");
    assertThat(ask(zone, "a.xn--bcher-kva.example", RecordType.TXT)).isEqualTo("found|x");
    assertThat(ask(zone, "_dmarc.xn--bcher-kva.example", RecordType.TXT)).isEqualTo("found|y");
  }

  @Test
  void include_keepsOriginAndOwnerOutside() throws Exception {
    Zone zone =
        Zone.parse(
            "main",
            """
            $ORIGIN a.example.
            x A 192.0.2.1
            $INCLUDE keys sel._domainkey
            $INCLUDE "plain file"
              A 192.0.2.2
            """,
            files(
                Map.of(
                    "keys", "@ TXT k1\n$ORIGIN deeper\n@ TXT k2",
                    "plain file", "y A 192.0.2.3")));
    assertThat(ask(zone, "x.a.example", RecordType.A)).isEqualTo("found|192.0.2.1|192.0.2.2");
    assertThat(ask(zone, "y.a.example", RecordType.A)).isEqualTo("found|192.0.2.3");
    assertThat(ask(zone, "sel._domainkey.a.example", RecordType.TXT)).isEqualTo("found|k1");
    assertThat(ask(zone, "deeper.sel._domainkey.a.example", RecordType.TXT)).isEqualTo("found|k2");
  }

  @Test
  void emptyFile_answersNothing() throws Exception {
    assertThat(ask(parse(""), "a.example", RecordType.A)).isEqualTo("nxdomain");
    assertThat(ask(parse("\ufeff; only this\n\n  \n"), "a.test", RecordType.A))
        .isEqualTo("nxdomain");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "a.test A 192.0.2.256 ! 1:10 ! not an IPv4 address: \"192.0.2.256\"",
        "a.test A ::1 ! 1:10 ! not an IPv4 address: \"::1\"",
        "a.test AAAA 192.0.2.1 ! 1:13 ! not an IPv6 address",
        "a.test A ! 1:8 ! A needs a value after it",
        "a.test A 192.0.2.1 x ! 1:20 ! unexpected \"x\" at the end",
        "a.test MX mail.test ! 1:8 ! an MX record has a preference and a host name",
        "a.test MX 70000 mail ! 1:11 ! an MX preference is a number",
        "a.test MX x mail ! 1:11 ! an MX preference is a number",
        "a.test TLSA 3 1 1 ! 1:8 ! a TLSA record has usage, selector, matching type and data",
        "a.test TLSA 3 1 256 00 ! 1:17 ! matching type is a number of 0 to 255",
        "a.test TLSA 3 1 1 0x ! 1:19 ! not pairs of hexadecimal digits",
        "a.test TXT ! 1:8 ! a TXT record has at least one string",
        "a.test TXT \"open ! 1:12 ! the quoted string is not closed",
        "a.test TXT \\25 ! 1:12 ! need three digits",
        "a.test TXT \\256 ! 1:12 ! \\256 is more than an octet holds",
        "a.test TXT (x ! 1:12 ! \"(\" is never closed",
        "a.test TXT x) ! 1:13 ! \")\" without \"(\"",
        "a.test WHAT x ! 1:8 ! unknown record type \"WHAT\"",
        "a.test TYPE70000 x ! 1:8 ! unknown record type",
        "a.test ! 1:1 ! a record type is missing",
        "a.test 60 IN ! 1:11 ! a record type is missing",
        "a.test CH TXT x ! 1:8 ! class \"CH\" is not IN",
        "a.test 1x A 192.0.2.1 ! 1:8 ! not a TTL: \"1x\"",
        "a.test 2147483648 A 192.0.2.1 ! 1:8 ! a TTL is at most 2147483647",
        "a.test 999999w A 192.0.2.1 ! 1:8 ! a TTL is at most 2147483647",
        "a..test A 192.0.2.1 ! 1:1 ! not a domain name: \"a..test\"",
        "a\\032b A 192.0.2.1 ! 1:1 ! octet 32 inside a label is not supported",
        "\"a.test\" A 192.0.2.1 ! 1:1 ! a domain name is expected",
        "$TTL ! 1:1 ! $TTL needs a value after it",
        "$ORIGIN a..b ! 1:9 ! not a domain name",
        "$GENERATE 1-2 a A 192.0.2.1 ! 1:1 ! unknown directive \"$GENERATE\"",
        "$FAIL a.test ! 1:1 ! $FAIL needs: name [type] timeout|servfail",
        "$FAIL a.test TXT nope ! 1:18 ! $FAIL ends in timeout or servfail, not \"nope\"",
        "$FAIL a.test WHAT timeout ! 1:14 ! unknown record type",
        "$SECURE ! 1:1 ! $SECURE needs a value",
        "$INCLUDE f ! 1:10 ! cannot include \"f\": $INCLUDE is not allowed here",
        "a.test TYPE1 \\# 3 010203 ! 1:14 ! not the data of a A record",
        "a.test A \\# 4 0102 ! 1:13 ! says \"4\" octets, has 2",
        "a.test A \\# 1 0x ! 1:15 ! not pairs of hexadecimal digits",
      })
  void defects_areNamedWithTheirPlace(String text, String place, String message) {
    for (String before : new String[] {"", "; one\nok.test A (\n192.0.2.9 )\n"}) {
      ZoneSyntaxException e =
          catchThrowableOfType(ZoneSyntaxException.class, () -> parse(before + text));
      assertThat(e).as(text).isNotNull();
      int line = before.isEmpty() ? 1 : 4;
      assertThat(e)
          .hasMessageContaining(message)
          .hasMessageStartingWith("z:" + line + place.substring(1) + ": ");
      assertThat(e.line()).isEqualTo(line);
      assertThat(e.source()).isEqualTo("z");
      assertThat(e.column()).isEqualTo(Integer.parseInt(place.substring(2)));
    }
  }

  @Test
  void controlCharacters_areDefects() {
    for (String text : new String[] {"a.test TXT a\u0000", "a.test TXT \"\u0007\"", "\u001b["}) {
      assertThat(catchThrowableOfType(ZoneSyntaxException.class, () -> parse(text)))
          .hasMessageContaining("control character");
    }
  }

  @Test
  void blankOwnerAtTheStart_isADefect() {
    assertThat(kindOf(" A 192.0.2.1", IncludeReader.NONE, ZoneLimits.DEFAULT))
        .isEqualTo(ZoneSyntaxException.Kind.SYNTAX);
  }

  @Test
  void contradictions_areNamed() {
    ZoneSyntaxException e =
        catchThrowableOfType(
            ZoneSyntaxException.class, () -> parse("a.test A 192.0.2.1\na.test CNAME b.test"));
    assertThat(e).hasMessage("z:2:8: a CNAME record next to other data at a.test");
    assertThat(e.kind()).isEqualTo(ZoneSyntaxException.Kind.CONFLICT);
  }

  private static ZoneSyntaxException.Kind kindOf(
      String text, IncludeReader reader, ZoneLimits limits) {
    return catchThrowableOfType(
            ZoneSyntaxException.class, () -> Zone.parse("main", text, reader, limits))
        .kind();
  }

  @Test
  void limits_areNamed() {
    IncludeReader reader =
        files(Map.of("main", "", "self", "$INCLUDE self", "b", "$INCLUDE c", "c", "$INCLUDE d"));
    assertThat(kindOf("$INCLUDE self", reader, ZoneLimits.DEFAULT))
        .isEqualTo(ZoneSyntaxException.Kind.INCLUDE_CYCLE);
    assertThat(kindOf("$INCLUDE main", reader, ZoneLimits.DEFAULT))
        .isEqualTo(ZoneSyntaxException.Kind.INCLUDE_CYCLE);
    assertThat(kindOf("$INCLUDE b", reader, ZoneLimits.DEFAULT))
        .isEqualTo(ZoneSyntaxException.Kind.INCLUDE_UNREADABLE);
    assertThat(kindOf("$INCLUDE b", reader, new ZoneLimits(1000, 1000, 2)))
        .isEqualTo(ZoneSyntaxException.Kind.INCLUDE_DEPTH_EXCEEDED);
    assertThat(kindOf("$INCLUDE b", reader, new ZoneLimits(15, 1000, 2)))
        .isEqualTo(ZoneSyntaxException.Kind.CHARACTERS_EXCEEDED);
    assertThat(kindOf("a A 192.0.2.1\n".repeat(3), reader, new ZoneLimits(1000, 2, 2)))
        .isEqualTo(ZoneSyntaxException.Kind.RECORDS_EXCEEDED);
  }

  @Test
  void anyText_isAZoneOrADefect() {
    Random random = new Random(42);
    String[] parts = {
      "a.test",
      " ",
      "\n",
      "A",
      "TXT",
      "MX",
      "10",
      "(",
      ")",
      "\"",
      "\\",
      "\\032",
      ";",
      "@",
      "*.",
      "$ORIGIN ",
      "$TTL ",
      "$FAIL ",
      "timeout",
      "\\#",
      "4",
      "01",
      "192.0.2.1",
      "::1",
      "\t",
      "\u00fc",
      "CNAME",
      "IN",
      "1h",
      ".",
      "\ud83d",
      "\r\n",
      "$INCLUDE x"
    };
    int zones = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(14); i > 0; i--) {
        text.append(parts[random.nextInt(parts.length)]);
        if (random.nextBoolean()) {
          text.append(' ');
        }
      }
      try {
        parse(text.toString());
        zones++;
      } catch (ZoneSyntaxException e) {
        assertThat(e.line()).isPositive();
        assertThat(e.column()).isPositive();
      }
    }
    assertThat(zones).isPositive();
  }
}
