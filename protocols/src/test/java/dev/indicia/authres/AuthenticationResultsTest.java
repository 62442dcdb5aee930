package dev.indicia.authres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.authres.AuthenticationResults.Parsed;
import dev.indicia.authres.MethodResult.Property;
import dev.indicia.evidence.Strictness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AuthenticationResultsTest {
  private static AuthenticationResults strict(String body) {
    Parsed parsed = AuthenticationResults.parse(body, Strictness.STRICT);
    assertThat(parsed).as(body).isInstanceOf(Parsed.Valid.class);
    assertThat(((Parsed.Valid) parsed).deviations()).isEmpty();
    return ((Parsed.Valid) parsed).results();
  }

  private static Parsed.Valid lenient(String body) {
    Parsed parsed = AuthenticationResults.parse(body, Strictness.LENIENT);
    assertThat(parsed).as(body).isInstanceOf(Parsed.Valid.class);
    return (Parsed.Valid) parsed;
  }

  // RFC 8601 §B.1 to §B.7, in our own words.
  @Test
  void wellFormedFields_areReadStrictly() {
    assertThat(strict("mx.example 1; none").results()).isEmpty();
    assertThat(strict("mx.example; NONE (nothing done)").authservId()).isEqualTo("mx.example");
    assertThat(strict(" (a) mx.example (b) 1 (c) ; none (d)"))
        .satisfies(r -> assertThat(r.comments()).containsExactly("a", "b", "c"))
        .satisfies(r -> assertThat(r.version()).isEqualTo(1));

    AuthenticationResults spf =
        strict(
            "mx.example; spf=pass smtp.mailfrom=shop.example; auth=pass (cram-md5) smtp.auth=a@b");
    assertThat(spf.results()).hasSize(2);
    assertThat(spf.first("SPF").orElseThrow().value("smtp", "MAILFROM")).contains("shop.example");
    assertThat(spf.results().get(1).comments()).containsExactly("cram-md5");

    AuthenticationResults dkim =
        strict(
            "\"mx.example\" 2; dkim/1 = FAIL reason=\"bad \\\"bh\\\"\" header . d = shop.example"
                + " header.i=@shop.example(x)header.b=\"ab/+=\"");
    assertThat(dkim.version()).isEqualTo(2);
    MethodResult result = dkim.results().getFirst();
    assertThat(result.result()).isEqualTo("fail");
    assertThat(result.reason()).isEqualTo("bad \"bh\"");
    assertThat(result.properties())
        .containsExactly(
            new Property("header", "d", "shop.example"),
            new Property("header", "i", "@shop.example"),
            new Property("header", "b", "ab/+="));
    assertThat(result.comments()).containsExactly("x");
  }

  @Test
  void unknownMethodsAndPtypes_areKept() {
    MethodResult result = strict("mx.example; x-new=odd body.thing=1").results().getFirst();
    assertThat(result.method()).isEqualTo("x-new");
    assertThat(result.value("body", "thing")).contains("1");
  }

  @Test
  void addresses_needNoQuotes() {
    for (String value :
        List.of(
            "a.b+c=d/e@shop.example",
            "@shop.example",
            "shop.example",
            "192.0.2.1",
            "\u00fc@b\u00fccher.example",
            "\"a b\"@shop.example",
            "a@localhost")) {
      MethodResult result =
          strict("mx.example; spf=pass smtp.mailfrom=" + value).results().getFirst();
      assertThat(result.value("smtp", "mailfrom")).contains(value);
    }
  }

  @Test
  void foldedText_isRead() {
    AuthenticationResults results =
        strict("mx.example;\r\n spf=pass (a\r\n b) reason=\"c\r\n d\"\r\n\tsmtp.helo=h.example");
    assertThat(results.results().getFirst().reason()).isEqualTo("c d");
    assertThat(results.results().getFirst().comments()).containsExactly("a b");
  }

  private record Case(String body, AuthresDeviation deviation, int results) {}

  @Test
  void deviations_areRefusedStrictlyAndListedLeniently() {
    List<Case> cases =
        List.of(
            new Case("spf=pass smtp.helo=h", AuthresDeviation.AUTHSERV_ID_MISSING, 1),
            new Case("spf=pass (ip) smtp.helo=h", AuthresDeviation.AUTHSERV_ID_MISSING, 1),
            new Case("; spf=pass", AuthresDeviation.AUTHSERV_ID_MISSING, 1),
            new Case("mx.example one; spf=pass", AuthresDeviation.VERSION_SYNTAX, 1),
            new Case("mx.example 1 x; spf=pass", AuthresDeviation.VERSION_SYNTAX, 1),
            new Case("mx.example", AuthresDeviation.NO_RESULT_MISSING, 0),
            new Case("mx.example; spf=pass;", AuthresDeviation.EMPTY_RESULT, 1),
            new Case("mx.example;; spf=pass", AuthresDeviation.EMPTY_RESULT, 1),
            new Case("mx.example; spf; dkim=pass", AuthresDeviation.RESULT_SYNTAX, 1),
            new Case("mx.example; spf=; dkim=pass", AuthresDeviation.RESULT_SYNTAX, 1),
            new Case("mx.example; none; dkim=pass", AuthresDeviation.RESULT_SYNTAX, 1),
            new Case("mx.example; x_y=pass", AuthresDeviation.KEYWORD_SYNTAX, 1),
            new Case("mx.example; dmarc=pass action=none", AuthresDeviation.PTYPE_MISSING, 1),
            new Case("mx.example; dkim=fail bad key", AuthresDeviation.PROPERTY_SYNTAX, 1),
            new Case("mx.example; dkim=fail \"x;y\"", AuthresDeviation.PROPERTY_SYNTAX, 1),
            new Case("mx.example; dkim=fail header.d=a reason=x", AuthresDeviation.REASON_ORDER, 1),
            new Case(
                "mx.example; dkim=fail reason=y reason=x", AuthresDeviation.REASON_REPEATED, 1),
            new Case(
                "mx.example; iprev=pass policy.iprev=2001:db8::1",
                AuthresDeviation.VALUE_UNQUOTED,
                1),
            new Case("mx.example; spf=pass smtp.mailfrom=<>", AuthresDeviation.VALUE_UNQUOTED, 1),
            new Case("mx.example; dmarc=none header.from=", AuthresDeviation.VALUE_EMPTY, 1),
            new Case("mx.example; spf=pass (open", AuthresDeviation.COMMENT_OPEN, 1),
            new Case("mx.example; spf=pass reason=\"open", AuthresDeviation.QUOTED_STRING_OPEN, 1));
    for (Case c : cases) {
      Parsed.Valid valid = lenient(c.body());
      assertThat(valid.deviations()).as(c.body()).containsExactly(c.deviation());
      assertThat(valid.results().results()).as(c.body()).hasSize(c.results());
      Parsed parsed = AuthenticationResults.parse(c.body(), Strictness.STRICT);
      assertThat(parsed).as(c.body()).isInstanceOf(Parsed.Malformed.class);
      assertThat(((Parsed.Malformed) parsed).why()).isEqualTo(c.deviation().reason());
    }
  }

  @Test
  void fieldOfMicrosoftsForm_isReadLeniently() {
    AuthenticationResults results =
        lenient(
                "spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=shop.example; dkim=none (message"
                    + " not signed) header.d=none;dmarc=fail action=quarantine"
                    + " header.from=shop.example;compauth=fail reason=001")
            .results();
    assertThat(results.authservId()).isNull();
    assertThat(results.results())
        .extracting(r -> r.method() + "=" + r.result())
        .containsExactly("spf=fail", "dkim=none", "dmarc=fail", "compauth=fail");
    assertThat(results.results().get(2).properties())
        .containsExactly(
            new Property(null, "action", "quarantine"),
            new Property("header", "from", "shop.example"));
    assertThat(results.results().get(3).reason()).isEqualTo("001");
  }

  @Test
  void fieldInEncodedWords_isReadLeniently() {
    String body = "spf=none smtp.helo=h.example; dmarc=none header.from=b\u00fccher.example";
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < octets.length; i += 15) {
      byte[] part = Arrays.copyOfRange(octets, i, Math.min(i + 15, octets.length));
      words.append("=?utf-8?B?").append(Base64.getEncoder().encodeToString(part)).append("?=\r\n ");
    }
    Parsed.Valid valid = lenient(words.toString().strip());
    assertThat(valid.deviations()).contains(AuthresDeviation.ENCODED_WORDS);
    assertThat(valid.results().first("dmarc").orElseThrow().value("header", "from"))
        .contains("b\u00fccher.example");
    assertThat(lenient("=?us-ascii?Q?spf=3Dpass_smtp.helo=3Dh?=").results().results()).hasSize(1);
    assertThat(AuthenticationResults.parse("=?utf-8?B?!!?=", Strictness.LENIENT))
        .isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void unreadableFields_nameOffsetAndReason() {
    for (Strictness strictness : Strictness.values()) {
      assertThat(AuthenticationResults.parse("", strictness))
          .isEqualTo(new Parsed.Malformed(0, AuthresReason.AUTHSERV_ID));
      assertThat(AuthenticationResults.parse(" =x", strictness))
          .isEqualTo(new Parsed.Malformed(1, AuthresReason.AUTHSERV_ID));
      assertThat(AuthenticationResults.parse("a.b=c", strictness))
          .isEqualTo(new Parsed.Malformed(0, AuthresReason.AUTHSERV_ID));
    }
    assertThat(AuthenticationResults.parse("mx.example; spf=pass x.y=(", Strictness.STRICT))
        .isEqualTo(new Parsed.Malformed(25, AuthresReason.COMMENT));
  }

  @Test
  void limits_haveReasons() {
    String results = "; spf=pass".repeat(AuthenticationResults.RESULTS_MAX);
    String properties = " header.d=a".repeat(AuthenticationResults.PROPERTIES_MAX);
    String comments = " (c)".repeat(AuthenticationResults.PROPERTIES_MAX);
    assertThat(strict("mx.example" + results).results()).hasSize(200);
    assertThat(strict("mx.example; dkim=pass" + properties).results()).hasSize(1);
    assertThat(strict("mx.example; dkim=pass" + comments).results()).hasSize(1);
    for (Strictness strictness : Strictness.values()) {
      assertThat(why("mx.example" + results + "; spf=pass", strictness))
          .isEqualTo(AuthresReason.TOO_MANY_RESULTS);
      assertThat(why("mx.example; dkim=pass" + properties + " header.d=a", strictness))
          .isEqualTo(AuthresReason.TOO_MANY_PROPERTIES);
      assertThat(why("mx.example; dkim=pass" + comments + "(c)", strictness))
          .isEqualTo(AuthresReason.TOO_MANY_PROPERTIES);
      assertThat(AuthenticationResults.parse("(".repeat(200_000), strictness)).isNotNull();
    }
  }

  private static AuthresReason why(String body, Strictness strictness) {
    return ((Parsed.Malformed) AuthenticationResults.parse(body, strictness)).why();
  }

  @Test
  void format_foldsAndQuotes() {
    AuthenticationResults results =
        AuthenticationResults.of(
            "mx.home.example",
            List.of(
                new MethodResult(
                    "dkim",
                    1,
                    "pass",
                    "good signature",
                    List.of(
                        new Property("header", "d", "shop.example"),
                        new Property("header", "i", "@shop.example"),
                        new Property("header", "b", "aB/c=")),
                    List.of("2048-bit key (RSA)")),
                MethodResult.of("iprev", "pass", new Property("policy", "iprev", "2001:db8::1"))));
    assertThat(results.format())
        .isEqualTo(
            "Authentication-Results: mx.home.example; dkim=pass (2048-bit key \\(RSA\\))\r\n"
                + " reason=\"good signature\" header.d=shop.example header.i=@shop.example\r\n"
                + " header.b=\"aB/c=\"; iprev=pass policy.iprev=\"2001:db8::1\"\r\n");
    assertThat(AuthenticationResults.of("mx.example", List.of()).format())
        .isEqualTo("Authentication-Results: mx.example; none\r\n");
  }

  // RFC 8601 §7: nothing a sender chooses may write a line or a result of its own.
  @Test
  void hostileValues_cannotBreakOut() {
    String evil = "a\r\nX: y; dmarc=pass\" ; dkim=pass (\\\u0000\u0085\u2028) =?utf-8?Q?x?=\ud800";
    MethodResult result =
        new MethodResult(
            "spf", 1, "fail", evil, List.of(new Property("smtp", "mailfrom", evil)), List.of(evil));
    AuthenticationResults results = AuthenticationResults.of("mx.example", List.of(result));
    for (String field : List.of(results.format(), results.formatInternational())) {
      assertThat(field.substring(0, field.length() - 2).replace("\r\n ", ""))
          .doesNotContain("\r", "\n", "\u0000", "\u0085", "\u2028");
      AuthenticationResults read = strict(body(field));
      assertThat(read.results()).hasSize(1);
      assertThat(read.results().getFirst().properties()).hasSize(1);
      assertThat(read.results().getFirst().result()).isEqualTo("fail");
    }
    assertThat(results.format().chars()).allMatch(c -> c < 0x7f);
  }

  @Test
  void longValues_areCutSoThatNoLineIsTooLong() {
    for (String part : List.of("a", "\"", "\u00fc", "\ud83d\ude00", " ")) {
      MethodResult result =
          MethodResult.of("spf", "fail", new Property("smtp", "mailfrom", part.repeat(5000)));
      AuthenticationResults results = AuthenticationResults.of("mx.example", List.of(result));
      for (String field : List.of(results.format(), results.formatInternational())) {
        for (String line : field.split("\r\n")) {
          assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(998);
          assertThat(line).isNotBlank();
        }
        assertThat(strict(body(field)).results().getFirst().properties().getFirst().value())
            .endsWith("...");
      }
    }
  }

  @Test
  void whatTheStandardCannotSay_isNotWritten() {
    assertThatThrownBy(() -> lenient("spf=pass").results().format())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> lenient("a; dmarc=pass action=none").results().format())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MethodResult.of("spf; dkim", "pass"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MethodResult.of("spf", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String body(String field) {
    return field.substring(field.indexOf(':') + 1).replace("\r\n", "").strip();
  }

  @Test
  void whatWasFormatted_isReadBackEqual() {
    Random random = new Random(8601);
    for (int i = 0; i < 5_000; i++) {
      AuthenticationResults results = randomResults(random);
      String field = results.formatInternational();
      assertThat(strict(body(field))).as(field).isEqualTo(results);
      for (String line : field.split("\r\n")) {
        assertThat(line.length() <= 78 || line.strip().indexOf(' ') < 0 || line.startsWith("Auth"))
            .as(line)
            .isTrue();
      }
    }
  }

  private static AuthenticationResults randomResults(Random random) {
    List<MethodResult> results = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      List<Property> properties = new ArrayList<>();
      for (int p = random.nextInt(4); p > 0; p--) {
        properties.add(new Property(word(random), word(random), text(random)));
      }
      results.add(
          new MethodResult(
              word(random),
              random.nextInt(3),
              word(random),
              random.nextBoolean() ? null : text(random),
              properties,
              random.nextBoolean() ? List.of() : List.of(text(random), text(random))));
    }
    return new AuthenticationResults(
        text(random) + "x",
        random.nextInt(3),
        random.nextBoolean() ? List.of() : List.of(text(random)),
        results);
  }

  private static String word(Random random) {
    String[] words = {"spf", "dkim", "x-1", "header", "a", "smtp", "pass", "mailfrom", "policy"};
    return words[random.nextInt(words.length)];
  }

  private static String text(Random random) {
    String[] parts = {
      "a",
      "shop.example",
      "@",
      " ",
      "  ",
      "\"",
      "\\",
      "(",
      ")",
      ";",
      "=",
      ".",
      "/",
      "\u00fc",
      "<",
      ":",
      "=?",
      "?=",
      "\ud83d\ude00",
      "0123456789",
      "-",
      ","
    };
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(8); n > 0; n--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  @Test
  void randomText_isAlwaysAnswered() {
    Random random = new Random(5322);
    String[] parts = {
      "mx.example",
      ";",
      " ",
      "spf",
      "=",
      "pass",
      "(",
      ")",
      "\"",
      "\\",
      ".",
      "header",
      "d",
      "@",
      "1",
      "/",
      "none",
      "reason",
      "\r\n ",
      "\u0000",
      "\ufffd",
      "=?utf-8?Q?",
      "?=",
      ",",
      "_",
      "\t"
    };
    for (int i = 0; i < 30_000; i++) {
      StringBuilder body = new StringBuilder();
      for (int n = random.nextInt(25); n > 0; n--) {
        body.append(parts[random.nextInt(parts.length)]);
      }
      String text = body.toString();
      Parsed strict = AuthenticationResults.parse(text, Strictness.STRICT);
      Parsed lenient = AuthenticationResults.parse(text, Strictness.LENIENT);
      if (strict instanceof Parsed.Valid valid) {
        assertThat(lenient).as(text).isEqualTo(valid);
      }
      ForgedResults.claims(text, "mx.example");
    }
  }
}
