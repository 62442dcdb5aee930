package dev.indicia.gateway.esmtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.esmtp.SmtpCommand.Mail;
import dev.indicia.gateway.esmtp.SmtpCommand.Rcpt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandParserTest {
  private static final CommandParser PARSER = new CommandParser(256);

  private static SmtpCommand parse(String line) {
    return PARSER.parse(line.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "MAIL FROM:<a@b.example>|a@b.example",
        "mail from:<a@b.example>|a@b.example",
        "MAIL FROM: <a@b.example>|a@b.example",
        "MAIL FROM:<>|''",
        "MAIL FROM:<@x.example,@y.example:a@b.example>|a@b.example",
        "MAIL FROM:<\"a b\"@c.example>|\"a b\"@c.example",
        "MAIL FROM:<\"a\\\"<>b\"@c.example>|\"a\\\"<>b\"@c.example",
        "MAIL FROM:<a@[192.0.2.1]>|a@[192.0.2.1]",
        "MAIL FROM:<a@[IPv6:2001:db8::1]>|a@[IPv6:2001:db8::1]",
        "MAIL FROM:<.a..b.@c.example>|.a..b.@c.example",
        "MAIL FROM:<bounce+x=y.example@list.example>|bounce+x=y.example@list.example",
      })
  void sender_isRead(String line, String address) {
    assertThat(parse(line)).isInstanceOf(Mail.class);
    assertThat(((Mail) parse(line)).sender()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "MAIL FROM:a@b.example|REVERSE_PATH",
        "MAIL FROM <a@b.example>|REVERSE_PATH",
        "MAIL|REVERSE_PATH",
        "MAIL FROM:<a@b.example|REVERSE_PATH",
        "MAIL FROM:<a b@c.example>|REVERSE_PATH",
        "MAIL FROM:<a@b.example>SIZE=1|REVERSE_PATH",
        "MAIL FROM:<a>|REVERSE_PATH",
        "MAIL FROM:<a@>|REVERSE_PATH",
        "MAIL FROM:<a@.b>|REVERSE_PATH",
        "MAIL FROM:<\"a@b.example>|REVERSE_PATH",
        "MAIL FROM:<a@[192.0.2.1>|REVERSE_PATH",
        "MAIL FROM:<a@b.example>  X=1|PARAMETER_UNKNOWN",
        "MAIL FROM:<a@b.example> AUTH=<>|PARAMETER_UNKNOWN",
        "MAIL FROM:<a@b.example> SIZE=|PARAMETER_VALUE",
        "MAIL FROM:<a@b.example> SIZE=-1|PARAMETER_VALUE",
        "MAIL FROM:<a@b.example> SIZE=99999999999999999999|PARAMETER_VALUE",
        "MAIL FROM:<a@b.example> SIZE=1 size=2|PARAMETER_VALUE",
        "MAIL FROM:<a@b.example> BODY=BINARYMIME|PARAMETER_VALUE",
        "MAIL FROM:<a@b.example> SMTPUTF8=1|PARAMETER_VALUE",
        "MAIL FROM:<a@b.example> RET=SOME|PARAMETER_VALUE",
        "MAIL FROM:<a@b.example> ENVID=a+2|PARAMETER_VALUE",
        "MAIL FROM:<ä@b.example>|UTF8_ADDRESS",
        "RCPT TO:<>|FORWARD_PATH",
        "RCPT TO:<b@c.example> NOTIFY=NEVER,DELAY|PARAMETER_VALUE",
        "RCPT TO:<b@c.example> NOTIFY=|PARAMETER_VALUE",
        "RCPT TO:<b@c.example> ORCPT=b@c.example|PARAMETER_VALUE",
        "RCPT TO:<b@c.example> SIZE=1|PARAMETER_UNKNOWN",
        "EHLO|ARGUMENT",
        "EHLO a b|ARGUMENT",
        "DATA x|ARGUMENT",
        "RSET x|ARGUMENT",
        "QUIT x|ARGUMENT",
        "VRFY|ARGUMENT",
        "BDAT|CHUNK_SIZE",
        "BDAT x|CHUNK_SIZE",
        "BDAT -1|CHUNK_SIZE",
        "BDAT 5 FIRST|CHUNK_SIZE",
        "BDAT 99999999999999999999|CHUNK_SIZE",
        "XCLIENT|ARGUMENT",
        "XCLIENT ADDR|ARGUMENT",
        "XCLIENT FOO=1|ARGUMENT",
        "XCLIENT IDENT=1|ARGUMENT",
        "XFORWARD LOGIN=a|ARGUMENT",
        "XFORWARD NAME=a NAME=b|ARGUMENT",
        "XFORWARD NAME=a+0Ab|ARGUMENT",
        "XFORWARD NAME=a+20b|ARGUMENT",
        "XFORWARD NAME=a+E4b|ARGUMENT",
        "XFORWARD NAME=|ARGUMENT",
        "EXPN list|NOT_OFFERED",
        "AUTH PLAIN|NOT_OFFERED",
        "ETRN x|NOT_OFFERED",
        "GET / HTTP/1.1|HTTP",
        "POST / HTTP/1.1|HTTP",
        "Subject: x|UNKNOWN_COMMAND",
        "``|UNKNOWN_COMMAND",
      })
  void badLine_hasItsRefusal(String line, SmtpRefusal refusal) {
    assertThat(parse(line)).isEqualTo(new SmtpCommand.Unusable(refusal));
  }

  @Test
  void parameters_areKept() {
    assertThat(parse("MAIL FROM:<a@b.example> SIZE=10 body=8bitmime SMTPUTF8 RET=HDRS ENVID=a+2Bb"))
        .isEqualTo(
            new Mail(
                "a@b.example",
                10,
                SmtpCommand.Body.EIGHT_BIT_MIME,
                true,
                List.of("RET=HDRS", "ENVID=a+2Bb"),
                true));
    assertThat(parse("RCPT TO:<c@d.example> NOTIFY=success,DELAY ORCPT=rfc822;c+40d"))
        .isEqualTo(new Rcpt("c@d.example", List.of("NOTIFY=success,DELAY", "ORCPT=rfc822;c+40d")));
    assertThat(parse("RCPT TO:<Postmaster>")).isEqualTo(new Rcpt("Postmaster", List.of()));
    assertThat(parse("BDAT 5 last")).isEqualTo(new SmtpCommand.Bdat(5, true));
  }

  @Test
  void utf8_isReadWithItsParameter() {
    assertThat(parse("MAIL FROM:<用户@例子.example> SMTPUTF8"))
        .isEqualTo(new Mail("用户@例子.example", -1, null, true, List.of(), true));
    assertThat(PARSER.parse("NOOP ü".getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(new SmtpCommand.Unusable(SmtpRefusal.NOT_TEXT));
  }

  @Test
  void path_hasABound() {
    String longest = "a".repeat(256 - 2 - 10) + "@b.example";
    assertThat(parse("MAIL FROM:<" + longest + ">")).isInstanceOf(Mail.class);
    assertThat(parse("MAIL FROM:<a" + longest + ">"))
        .isEqualTo(new SmtpCommand.Unusable(SmtpRefusal.REVERSE_PATH));
  }

  @Test
  void attributes_areDecoded() {
    SmtpCommand command =
        parse("XFORWARD NAME=a+2Bb ADDR=IPV6:2001:db8::1 HELO=[UNAVAILABLE] IDENT=4xQ");
    ClientAttributes attributes = ((SmtpCommand.XForward) command).attributes();
    assertThat(attributes.get(ClientAttributes.Name.NAME)).hasValue("a+b");
    assertThat(attributes.get(ClientAttributes.Name.HELO)).isEmpty();
    assertThat(attributes.get(ClientAttributes.Name.IDENT)).hasValue("4xQ");
    SmtpCommand utf8 = parse("XFORWARD HELO=mail.b+C3+BCcher.example");
    assertThat(((SmtpCommand.XForward) utf8).attributes().get(ClientAttributes.Name.HELO))
        .hasValue("mail.bücher.example");
    assertThat(
            attributes
                .with(new ClientAttributes(java.util.Map.of(ClientAttributes.Name.NAME, "c")))
                .get(ClientAttributes.Name.NAME))
        .hasValue("c");
  }

  /** Whatever the octets are, there is a command, and what it holds cannot break a line. */
  @Test
  void anyOctets_giveACommandThatCannotInject() {
    SplittableRandom random = new SplittableRandom(3);
    String[] seeds = {
      "MAIL FROM:<a@b.example> SIZE=1",
      "RCPT TO:<\"a b\"@[1.2.3.4]> ORCPT=rfc822;a",
      "XCLIENT NAME=a",
    };
    for (int round = 0; round < 20_000; round++) {
      byte[] line = seeds[random.nextInt(seeds.length)].getBytes(StandardCharsets.US_ASCII);
      for (int i = random.nextInt(4); i >= 0; i--) {
        line[random.nextInt(line.length)] = (byte) random.nextInt(256);
      }
      String text = PARSER.parse(line).toString();
      assertThat(text.chars().noneMatch(c -> c < ' ')).as(text).isTrue();
    }
  }

  @Test
  void xtext_isUndone() {
    for (String text : List.of("a", "a+b=c", "a b", "+", "")) {
      assertThat(Xtext.decode(Xtext.encode(text))).hasValue(text);
    }
    assertThat(Xtext.encode("a+b=c d")).isEqualTo("a+2Bb+3Dc+20d");
    for (String bad : List.of("+", "+2", "+2b", "a=b", "a b", "+G0")) {
      assertThat(Xtext.decode(bad)).as(bad).isEmpty();
    }
  }
}
