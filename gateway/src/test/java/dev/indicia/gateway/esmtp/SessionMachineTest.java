package dev.indicia.gateway.esmtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.esmtp.SessionStep.Action;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which command is allowed when. */
class SessionMachineTest {
  private static final CommandParser PARSER = new CommandParser(256);

  private static Announcement offer(boolean all) {
    return new Announcement("filter.test", 1000, all, all, all, all, all);
  }

  private static SessionMachine machine(boolean all) {
    return new SessionMachine(offer(all), false, 100, 10, 1000, 5);
  }

  private static SmtpCommand command(String line) {
    return PARSER.parse(line.getBytes(StandardCharsets.UTF_8));
  }

  /** Commands separated by semicolons; the next hop accepts all. */
  private static SessionStep run(SessionMachine machine, String lines) {
    SessionState state = SessionState.GREETED;
    SessionStep step = new SessionStep(state, new Action.Answer(Reply.of(220, "x")));
    for (String line : lines.split(";", -1)) {
      step = machine.step(state, command(line.strip()));
      state =
          switch (step.action()) {
            case Action.Begin begin -> step.state().begun(begin.mail());
            case Action.Add add -> step.state().added();
            case Action.Receive receive -> step.state().answered();
            case Action.ReceiveChunk chunk ->
                chunk.refusal() != null
                    ? step.state()
                    : chunk.chunk().last() ? step.state().answered() : step.state().chunked();
            default -> step.state();
          };
    }
    return step;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAIL FROM:<a@b.test>|HELLO_FIRST",
        "RCPT TO:<a@b.test>|HELLO_FIRST",
        "DATA|HELLO_FIRST",
        "EHLO x; RCPT TO:<a@b.test>|MAIL_FIRST",
        "EHLO x; DATA|MAIL_FIRST",
        "EHLO x; MAIL FROM:<>; DATA|RECIPIENT_FIRST",
        "EHLO x; MAIL FROM:<>; MAIL FROM:<>|NESTED_MAIL",
        "EHLO x; MAIL FROM:<>; RCPT TO:<a@b.test>; BDAT 1; DATA|CHUNKS_OPEN",
        "EHLO x; MAIL FROM:<>; RCPT TO:<a@b.test>; BDAT 1; RCPT TO:<a@b.test>|CHUNKS_OPEN",
        "EHLO x; MAIL FROM:<>; RCPT TO:<a@b.test>; BDAT 1; MAIL FROM:<>|CHUNKS_OPEN",
        "EHLO x; MAIL FROM:<> SIZE=1001|MESSAGE_TOO_LARGE",
        "EHLO x; MAIL FROM:<>; RCPT TO:<ä@b.test>|UTF8_ADDRESS",
        "EHLO x; MAIL FROM:<>; STARTTLS|NESTED_MAIL",
        "EHLO x; MAIL FROM:<>; XCLIENT NAME=a|NESTED_MAIL",
        "EHLO x; MAIL FROM:<>; XFORWARD NAME=a|NESTED_MAIL",
        // Nothing was announced to HELO (RFC 5321 §4.1.1.11).
        "HELO x; MAIL FROM:<> SIZE=1|PARAMETER_UNKNOWN",
        "HELO x; MAIL FROM:<>; RCPT TO:<a@b.test> NOTIFY=NEVER|PARAMETER_UNKNOWN",
      })
  void wrongOrder_isRefused(String lines, SmtpRefusal refusal) {
    assertThat(run(machine(true), lines).action()).isEqualTo(new Action.Refuse(refusal));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EHLO x; MAIL FROM:<> BODY=8BITMIME|PARAMETER_UNKNOWN",
        "EHLO x; MAIL FROM:<> SMTPUTF8|PARAMETER_UNKNOWN",
        "EHLO x; MAIL FROM:<> RET=FULL|PARAMETER_UNKNOWN",
        "EHLO x; MAIL FROM:<>; RCPT TO:<a@b.test> NOTIFY=NEVER|PARAMETER_UNKNOWN",
        "STARTTLS|NOT_OFFERED",
        "XCLIENT NAME=a|NOT_AUTHORIZED",
        "XFORWARD NAME=a|NOT_AUTHORIZED",
      })
  void whatIsNotAnnounced_isNotTaken(String lines, SmtpRefusal refusal) {
    assertThat(run(machine(false), lines).action()).isEqualTo(new Action.Refuse(refusal));
  }

  @Test
  void announcement_hasEachExtensionOnItsLine() {
    assertThat(offer(true).toExtended().lines())
        .containsExactly(
            "filter.test",
            "PIPELINING",
            "SIZE 1000",
            "ENHANCEDSTATUSCODES",
            "CHUNKING",
            "8BITMIME",
            "SMTPUTF8",
            "DSN",
            "STARTTLS",
            "XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT",
            "XFORWARD NAME ADDR PORT PROTO HELO IDENT SOURCE");
    assertThat(offer(false).toExtended().lines())
        .containsExactly(
            "filter.test", "PIPELINING", "SIZE 1000", "ENHANCEDSTATUSCODES", "CHUNKING");
  }

  @Test
  void hello_endsATransaction() {
    SessionStep step = run(machine(true), "EHLO x; MAIL FROM:<>; EHLO y");
    assertThat(step.action()).isInstanceOf(Action.Abandon.class);
    assertThat(step.state().mail()).isNull();
    assertThat(step.state().helo()).isEqualTo("y");
  }

  @Test
  void startTls_forgetsTheHello() {
    SessionState state = run(machine(true), "EHLO x; XCLIENT NAME=a; EHLO x").state().secured();
    assertThat(state.helo()).isNull();
    assertThat(state.secure()).isTrue();
    assertThat(state.asserted()).isEqualTo(ClientAttributes.NONE);
    assertThat(machine(true).step(state, command("STARTTLS")).action())
        .isEqualTo(new Action.Refuse(SmtpRefusal.TLS_ACTIVE));
  }

  @Test
  void requiredTls_comesFirst() {
    SessionMachine machine = new SessionMachine(offer(true), true, 100, 10, 1000, 5);
    assertThat(run(machine, "EHLO x; MAIL FROM:<>").action())
        .isEqualTo(new Action.Refuse(SmtpRefusal.TLS_FIRST));
  }

  @Test
  void xforward_isForOneTransaction() {
    SessionStep step = run(machine(true), "EHLO x; XFORWARD NAME=a; MAIL FROM:<>");
    assertThat(step.state().forwarded().get(ClientAttributes.Name.NAME)).hasValue("a");
    assertThat(step.state().ended().forwarded()).isEqualTo(ClientAttributes.NONE);
  }

  @Test
  void xclient_goesBackToTheGreeting() {
    SessionStep step = run(machine(true), "EHLO x; XCLIENT NAME=a");
    assertThat(step.action()).isEqualTo(new Action.Regreet());
    assertThat(step.state().helo()).isNull();
  }

  @Test
  void unwantedChunk_isReadAndRefused() {
    Action action = run(machine(true), "EHLO x; BDAT 10").action();
    assertThat(action)
        .isEqualTo(
            new Action.ReceiveChunk(new SmtpCommand.Bdat(10, false), SmtpRefusal.MAIL_FIRST));
  }

  @Test
  void chunkOfUnknownSize_closes() {
    assertThat(run(machine(true), "EHLO x; BDAT z").action())
        .isEqualTo(new Action.Close(Reply.of(SmtpRefusal.CHUNK_SIZE)));
  }

  @Test
  void errors_closeAtTheirBound() {
    String nine = "X;".repeat(8) + "X";
    assertThat(run(machine(true), nine).action())
        .isEqualTo(new Action.Refuse(SmtpRefusal.UNKNOWN_COMMAND));
    assertThat(run(machine(true), nine + ";X").action())
        .isEqualTo(new Action.Close(Reply.of(SmtpRefusal.TOO_MANY_ERRORS)));
  }

  @Test
  void commands_closeAtTheirBoundAndCountFromTheLastMessage() {
    SessionMachine machine = new SessionMachine(offer(true), false, 100, 10, 5, 5);
    assertThat(run(machine, "NOOP;NOOP;NOOP;NOOP;NOOP;NOOP").action())
        .isEqualTo(new Action.Close(Reply.of(SmtpRefusal.TOO_MANY_COMMANDS)));
    assertThat(
            run(machine, "EHLO x;MAIL FROM:<>;RCPT TO:<a@b.test>;DATA;NOOP;NOOP;NOOP;NOOP;NOOP")
                .action())
        .isInstanceOf(Action.Answer.class);
  }

  @Test
  void recipientsAndMessages_haveBounds() {
    SessionMachine machine = new SessionMachine(offer(true), false, 2, 10, 100, 2);
    String message = "MAIL FROM:<>;RCPT TO:<a@b.test>;DATA;";
    assertThat(
            run(
                    machine,
                    "EHLO x;MAIL FROM:<>;" + "RCPT TO:<a@b.test>;".repeat(2) + "RCPT TO:<c@b.test>")
                .action())
        .isEqualTo(new Action.Refuse(SmtpRefusal.TOO_MANY_RECIPIENTS));
    assertThat(run(machine, "EHLO x;" + message + message + "MAIL FROM:<>").action())
        .isEqualTo(new Action.Close(Reply.of(SmtpRefusal.TOO_MANY_MESSAGES)));
  }

  /** No order of commands throws, and a message is received only inside a transaction. */
  @Test
  void anyOrder_keepsTheInvariants() {
    String[] commands = {
      "EHLO x",
      "HELO x",
      "MAIL FROM:<>",
      "RCPT TO:<a@b.test>",
      "DATA",
      "BDAT 1",
      "BDAT 1 LAST",
      "RSET",
      "NOOP",
      "STARTTLS",
      "XCLIENT NAME=a",
      "XFORWARD NAME=b",
      "VRFY a",
      "HELP",
      "X",
    };
    SplittableRandom random = new SplittableRandom(5);
    int received = 0;
    for (int round = 0; round < 2000; round++) {
      SessionMachine machine = new SessionMachine(offer(random.nextBoolean()), false, 2, 99, 99, 9);
      SessionState state = SessionState.GREETED;
      for (int i = 0; i < 40; i++) {
        SessionStep step = machine.step(state, command(commands[random.nextInt(commands.length)]));
        state = step.state();
        boolean takes = step.action() instanceof Action.Receive;
        switch (step.action()) {
          case Action.Begin begin -> state = state.begun(begin.mail());
          case Action.Add add -> state = state.added();
          case Action.ReceiveChunk chunk when chunk.refusal() == null -> {
            takes = true;
            state = chunk.chunk().last() ? state.answered() : state.chunked();
          }
          case Action.Secure secure -> state = state.secured();
          default -> {}
        }
        if (takes) {
          received++;
          assertThat(step.state().mail()).isNotNull();
          assertThat(step.state().helo()).isNotNull();
          assertThat(step.state().recipients()).isBetween(1, 2);
          state = step.action() instanceof Action.Receive ? state.answered() : state;
        }
      }
    }
    assertThat(received).isGreaterThan(200);
  }

  @Test
  void everyRefusal_isAWellFormedReply() {
    for (SmtpRefusal refusal : SmtpRefusal.values()) {
      assertThat(new String(Reply.of(refusal).octets(), StandardCharsets.US_ASCII))
          .matches("[45]\\d\\d [45]\\.\\d\\.\\d [ -~]+\r\n");
      assertThat(refusal.closes() || refusal.reply().code() != 421).isTrue();
    }
    assertThat(List.of(SmtpRefusal.values())).hasSizeGreaterThan(50);
  }
}
