package dev.indicia.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.DomainName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who wrote the message, and how an attacker hides it. */
class AuthorsTest {

  @Test
  void oneMailbox_hasNoFinding() {
    Authors authors = Octets.authors("A <a@A.example>");
    assertThat(authors.findings()).isEmpty();
    assertThat(authors.fromFieldCount()).isEqualTo(1);
    assertThat(authors.authorDomain()).contains(DomainName.of("a.example"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"s@good.example\" <a@evil.example>           | ADDRESS_IN_NAME",
        "s@good.example <a@evil.example>               | ADDRESS_IN_NAME",
        "\"s\uff20good.example\" <a@evil.example>      | ADDRESS_IN_NAME",
        "\"S <s@good.example>\" <a@evil.example>       | ADDRESS_IN_NAME",
        "a@evil.example (s@good.example)               | ADDRESS_IN_COMMENT",
        "=?utf-8?B?c0Bnb29kLmV4YW1wbGU=?= <a@evil.example> | ADDRESS_IN_ENCODED_WORD",
        "\"=?utf-8?Q?s=40good.example?=\" <a@evil.example> | ADDRESS_IN_ENCODED_WORD",
        "=?utf-8?Q?s=40good?= =?utf-8?Q?=2Eexample?= <a@evil.example> | ADDRESS_IN_ENCODED_WORD",
        "\"s@good.example\"@evil.example               | ADDRESS_IN_LOCAL_PART",
        "=?utf-8?Q?x=0D=0AFrom:_y?= <a@evil.example>   | CONTROL_IN_ENCODED_WORD",
        "a@evil.example, s@good.example                | SEVERAL_DOMAINS",
        "a@evil.example s@good.example                 | SEVERAL_DOMAINS",
        "<a@evil.example><s@good.example>              | SEVERAL_DOMAINS",
        "G: a@evil.example;, s@good.example            | SEVERAL_DOMAINS",
        "a@evil.example@good.example                   | SEVERAL_DOMAINS",
        "a@a.example, b@a.example                      | SEVERAL_AUTHORS",
        "\"x <s@good.example>, <a@evil.example>        | AMBIGUOUS_SYNTAX",
        "<@good.example:a@evil.example>                | AMBIGUOUS_SYNTAX",
        "G:;                                           | NO_AUTHOR",
        "A B                                           | NO_AUTHOR",
      })
  void from_givesTheAnomaly(String from, AuthorAnomaly anomaly) {
    assertThat(Octets.authors(from).has(anomaly)).as(from).isTrue();
  }

  @Test
  void harmlessNames_haveNoHiddenAddress() {
    for (String from :
        new String[] {
          "\"a@a.example\" <a@a.example>",
          "\"'A@A.EXAMPLE'\" <a@a.example>",
          "a@a.example (a@a.example)",
          "\"a @ home\" <a@a.example>",
          "\"@a\" <a@a.example>",
          "\"x@y\" <a@a.example>",
          "\"a@a.example\" <a@a.example>, \"b@b.example\" <b@b.example>",
        }) {
      assertThat(Octets.authors(from).has(AuthorAnomaly.Kind.HIDDEN)).as(from).isFalse();
    }
  }

  @Test
  void hiddenAddress_isGivenWithItsDomain() {
    Authors authors = Octets.authors("\"Pay s@Good.example now\" <a@evil.example>");
    AuthorFinding finding = authors.findings().get(0);
    assertThat(finding.address()).isEqualTo("s@Good.example");
    assertThat(finding.domain()).isEqualTo(DomainName.of("good.example"));
    assertThat(authors.authorDomain()).contains(DomainName.of("evil.example"));
  }

  @Test
  void severalFromFields_areAllRead() {
    Message message =
        Octets.message(
            "From: a@a.example\r\nX: y\r\nfrom: b@b.example\r\nFROM: c@a.example\r\n\r\n");
    Authors authors = Authors.of(message);
    assertThat(authors.fromFieldCount()).isEqualTo(3);
    assertThat(authors.mailboxes()).hasSize(3);
    assertThat(authors.has(AuthorAnomaly.SEVERAL_FROM_FIELDS)).isTrue();
    assertThat(authors.has(AuthorAnomaly.Kind.SEVERAL)).isTrue();
    assertThat(authors.authorDomain()).isEmpty();
  }

  @Test
  void fromOutsideTheHeaderSection_isFound() {
    Message shadow = Octets.message("From: a@a.example\r\nbroken\r\nFrom: b@b.example\r\n\r\n");
    assertThat(Authors.of(shadow).has(AuthorAnomaly.SHADOW_FROM)).isTrue();
    assertThat(Authors.of(shadow).mailboxes()).hasSize(1);
    for (String end : new String[] {"\r", "\n"}) {
      Message bare =
          Octets.message("From: a@a.example\r\nX: y" + end + "FROM : b@b.example\r\n\r\n");
      assertThat(Authors.of(bare).has(AuthorAnomaly.FROM_BEHIND_BARE_LINE_END)).isTrue();
    }
    Message spaced = Octets.message("From : a@a.example\r\n\r\n");
    assertThat(Authors.of(spaced).has(AuthorAnomaly.SPACE_BEFORE_COLON)).isTrue();
    assertThat(Authors.of(spaced).mailboxes()).hasSize(1);
  }

  @Test
  void missingFrom_isNamed() {
    Authors authors = Authors.of(Octets.message("To: a@a.example\r\n\r\n"));
    assertThat(authors.has(AuthorAnomaly.NO_FROM_FIELD)).isTrue();
    assertThat(authors.fromFieldCount()).isZero();
    assertThat(authors.authorDomain()).isEmpty();
  }

  @Test
  void limitHit_saysThatNotAllWasRead() {
    MessageLimits limits = new MessageLimits(1000, 1000, 1, 1000, 5, 5, 5);
    Message message =
        Message.of(Octets.of("From: a@a.example\r\nFrom: b@b.example\r\n\r\n"), limits);
    assertThat(Authors.of(message).has(AuthorAnomaly.NOT_ALL_READ)).isTrue();
  }

  @Test
  void domainLiteral_givesNoAuthorDomain() {
    assertThat(Octets.authors("a@[192.0.2.1]").authorDomain()).isEmpty();
    assertThat(Octets.authors("a@a.example, b@[192.0.2.1]").authorDomain()).isEmpty();
  }

  @Test
  void fromWithSpaceOnTheFirstLine_isNoMboxLine() {
    byte[] octets =
        "From : ceo@bank.test\r\nFrom: x@evil.test\r\n\r\n"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Authors authors = Authors.of(Message.stored(octets, MessageLimits.DEFAULT));
    assertThat(authors.fromFieldCount()).isEqualTo(2);
    assertThat(authors.has(AuthorAnomaly.Kind.SEVERAL)).isTrue();
  }

  @Test
  void secondHiddenFrom_isFoundBehindADecoy() {
    Authors authors =
        Authors.of(
            Octets.message(
                "From: x@evil.test\r\nSubject: a\nFrom: x@evil.test\nFrom: ceo@bank.test\r\n\r\n"));
    assertThat(authors.findings())
        .extracting(AuthorFinding::address)
        .contains("x@evil.test", "ceo@bank.test");
  }
}
