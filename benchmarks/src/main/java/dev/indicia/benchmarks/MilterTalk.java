package dev.indicia.benchmarks;

import dev.indicia.gateway.milter.MilterClient;
import dev.indicia.gateway.milter.MilterCommand;
import dev.indicia.gateway.milter.MilterResponse;
import dev.indicia.gateway.milter.MilterStep;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A mail system that talks to any milter as that one wants to be talked to: leaves out what it does
 * not want, and waits for the replies that it wants to give. One connection for each message. For
 * one thread.
 */
final class MilterTalk {
  private static final int ALL_ACTIONS = 0x1ff;
  private static final int ALL_STEPS = 0x1fffff;
  private static final int CHUNK_OCTETS = 65_535;

  private MilterTalk() {}

  /** A message in the pieces that a milter gets. */
  record Mail(
      String clientIp, String helo, String mailFrom, List<Field> fields, byte[] octets, int body) {
    static Mail of(Delivery delivery) {
      Message message = Message.of(delivery.octets());
      List<Field> fields = new ArrayList<>();
      for (HeaderField field : message.fields()) {
        String value = field.valueOctets().replace("\r\n", "\n").stripTrailing();
        fields.add(new Field(field.name().strip(), value));
      }
      return new Mail(
          delivery.clientIp(),
          delivery.helo(),
          delivery.mailFrom(),
          fields,
          delivery.octets(),
          message.bodyStart());
    }

    /** The same below more fields. */
    Mail below(List<Field> more) {
      List<Field> all = new ArrayList<>(more);
      all.addAll(fields);
      return new Mail(clientIp, helo, mailFrom, all, octets, body);
    }
  }

  /** A header field; the value with the space after the colon. */
  record Field(String name, String value) {}

  /**
   * Passes one message.
   *
   * @return the fields that the milter adds
   * @throws IOException also when it does not take the message
   */
  static List<Field> pass(SocketAddress milter, Mail mail) throws IOException {
    try (MilterClient client = MilterClient.connect(milter)) {
      MilterResponse hello =
          client.send(new MilterCommand.OptNeg(6, ALL_ACTIONS, ALL_STEPS)).receive();
      int steps = ((MilterResponse.Agreement) hello).steps();
      client.send(new MilterCommand.Macro('C', Map.of("j", "mx.rcpt.example")));
      say(
          client,
          steps,
          MilterStep.NO_CONNECT,
          MilterStep.NO_REPLY_CONNECT,
          new MilterCommand.Connect("[" + mail.clientIp() + "]", '4', 2525, mail.clientIp()));
      say(
          client,
          steps,
          MilterStep.NO_HELO,
          MilterStep.NO_REPLY_HELO,
          new MilterCommand.Helo(mail.helo()));
      client.send(new MilterCommand.Macro('M', Map.of("i", "Q1")));
      say(
          client,
          steps,
          MilterStep.NO_MAIL,
          MilterStep.NO_REPLY_MAIL,
          new MilterCommand.MailFrom("<" + mail.mailFrom() + ">", List.of()));
      say(
          client,
          steps,
          MilterStep.NO_RCPT,
          MilterStep.NO_REPLY_RCPT,
          new MilterCommand.RcptTo("<user@rcpt.example>", List.of()));
      say(client, steps, MilterStep.NO_DATA, MilterStep.NO_REPLY_DATA, new MilterCommand.Data());
      boolean space = MilterStep.LEADING_SPACE.in(steps);
      for (Field field : mail.fields()) {
        String value = space ? field.value() : field.value().stripLeading();
        say(
            client,
            steps,
            MilterStep.NO_HEADERS,
            MilterStep.NO_REPLY_HEADER,
            new MilterCommand.Header(field.name(), value));
      }
      say(
          client,
          steps,
          MilterStep.NO_END_OF_HEADERS,
          MilterStep.NO_REPLY_END_OF_HEADERS,
          new MilterCommand.EndOfHeaders());
      body(client, steps, mail);
      client.send(new MilterCommand.EndOfMessage(new MilterCommand.BodyChunk(new byte[0], 0, 0)));
      List<Field> added = new ArrayList<>();
      for (MilterResponse response : client.receiveAll()) {
        switch (response) {
          case MilterResponse.InsertHeader insert ->
              added.add(new Field(insert.name(), spaced(insert.value())));
          case MilterResponse.AddHeader add ->
              added.add(new Field(add.name(), spaced(add.value())));
          case MilterResponse.Reject reject -> throw new IOException("refused");
          case MilterResponse.TempFail fail -> throw new IOException("refused for now");
          case MilterResponse.ReplyCode reply -> throw new IOException(reply.line());
          default -> {
            // Nothing that is looked at.
          }
        }
      }
      client.send(new MilterCommand.Quit()).flush();
      return added;
    }
  }

  private static String spaced(String value) {
    return value.startsWith(" ") ? value : " " + value;
  }

  private static void body(MilterClient client, int steps, Mail mail) throws IOException {
    for (int at = mail.body(); at < mail.octets().length; at += CHUNK_OCTETS) {
      int length = Math.min(CHUNK_OCTETS, mail.octets().length - at);
      boolean more =
          say(
              client,
              steps,
              MilterStep.NO_BODY,
              MilterStep.NO_REPLY_BODY,
              new MilterCommand.BodyChunk(mail.octets(), at, length));
      if (!more) {
        return;
      }
    }
  }

  /** Says it, if it is wanted; whether more of the kind is. */
  private static boolean say(
      MilterClient client,
      int steps,
      MilterStep unwanted,
      MilterStep unanswered,
      MilterCommand command)
      throws IOException {
    if (unwanted.in(steps)) {
      return false;
    }
    client.send(command);
    return unanswered.in(steps) || !(client.receive() instanceof MilterResponse.Skip);
  }
}
