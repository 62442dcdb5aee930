package dev.indicia.gateway.milter;

import java.util.EnumMap;
import java.util.Map;

/** Responses to and from the data of packets. Pure. */
public final class ResponseCodec {
  private ResponseCodec() {}

  /**
   * Reads one packet: never fails, {@link MilterResponse.Malformed} says what is wrong.
   *
   * @param octets where the data lie, which a {@link MilterResponse.ReplaceBody} refers to
   */
  public static MilterResponse decode(char code, byte[] octets, int offset, int length) {
    PayloadReader in = new PayloadReader(octets, offset, length);
    MilterResponse response =
        switch (code) {
          case 'O' -> agreement(in);
          case 'c' -> new MilterResponse.Continue();
          case 'a' -> new MilterResponse.Accept();
          case 'r' -> new MilterResponse.Reject();
          case 't' -> new MilterResponse.TempFail();
          case 'd' -> new MilterResponse.Discard();
          case 'y' -> new MilterResponse.ReplyCode(undoubled(in.rest()));
          case 'h' -> new MilterResponse.AddHeader(in.text(), in.text());
          case 'i' -> new MilterResponse.InsertHeader(in.word32(), in.text(), in.text());
          case 'm' -> new MilterResponse.ChangeHeader(in.word32(), in.text(), in.text());
          case 'e' -> new MilterResponse.ChangeFrom(in.text(), in.atEnd() ? "" : in.text());
          case '+' -> new MilterResponse.AddRecipient(in.text(), "");
          case '2' -> new MilterResponse.AddRecipient(in.text(), in.atEnd() ? "" : in.text());
          case '-' -> new MilterResponse.DeleteRecipient(in.text());
          case 'b' -> body(in, octets);
          case 'p' -> new MilterResponse.Progress();
          case 'q' -> new MilterResponse.Quarantine(in.rest());
          case 's' -> new MilterResponse.Skip();
          case 'f' -> new MilterResponse.ConnectionFailure();
          case '4' -> new MilterResponse.Shutdown();
          default -> new MilterResponse.Malformed(MilterReason.CODE_UNKNOWN);
        };
    if (response instanceof MilterResponse.Malformed || in.soundToTheEnd()) {
      return response;
    }
    return new MilterResponse.Malformed(MilterReason.DATA_SYNTAX);
  }

  private static MilterResponse agreement(PayloadReader in) {
    int version = in.word32();
    int actions = in.word32();
    int steps = in.word32();
    Map<MacroStage, String> macros = new EnumMap<>(MacroStage.class);
    while (!in.atEnd()) {
      MacroStage stage = MacroStage.ofNumber(in.word32());
      String names = in.text();
      if (stage != null) {
        macros.put(stage, names);
      }
    }
    return new MilterResponse.Agreement(version, actions, steps, macros);
  }

  private static MilterResponse body(PayloadReader in, byte[] octets) {
    int offset = in.position();
    int length = in.remaining();
    in.skipAll();
    return new MilterResponse.ReplaceBody(octets, offset, length);
  }

  /** As Postfix undoes it: two are one, and one alone goes. */
  private static String undoubled(String line) {
    StringBuilder plain = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '%' && ++i < line.length()) {
        c = line.charAt(i);
        plain.append(c);
      } else if (c != '%') {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /**
   * Appends the packet of a response.
   *
   * @throws IllegalArgumentException for {@link MilterResponse.Malformed}, which has no packet
   */
  static void encode(MilterResponse response, PacketWriter out) {
    switch (response) {
      case MilterResponse.Agreement r -> {
        out.begin('O').word32(r.version()).word32(r.actions()).word32(r.steps());
        for (MacroStage stage : MacroStage.values()) {
          String names = r.macros().get(stage);
          if (names != null && stage.number() >= 0) {
            out.word32(stage.number()).text(names);
          }
        }
      }
      case MilterResponse.Continue r -> out.begin('c');
      case MilterResponse.Accept r -> out.begin('a');
      case MilterResponse.Reject r -> out.begin('r');
      case MilterResponse.TempFail r -> out.begin('t');
      case MilterResponse.Discard r -> out.begin('d');
      case MilterResponse.ReplyCode r -> out.begin('y').text(r.line().replace("%", "%%"));
      case MilterResponse.AddHeader r -> out.begin('h').text(r.name()).text(r.value());
      case MilterResponse.InsertHeader r ->
          out.begin('i').word32(r.index()).text(r.name()).text(r.value());
      case MilterResponse.ChangeHeader r ->
          out.begin('m').word32(r.occurrence()).text(r.name()).text(r.value());
      case MilterResponse.ChangeFrom r -> withArguments(out.begin('e'), r.path(), r.arguments());
      case MilterResponse.AddRecipient r ->
          withArguments(out.begin(r.arguments().isEmpty() ? '+' : '2'), r.path(), r.arguments());
      case MilterResponse.DeleteRecipient r -> out.begin('-').text(r.path());
      case MilterResponse.ReplaceBody r -> out.begin('b').bytes(r.array(), r.offset(), r.length());
      case MilterResponse.Progress r -> out.begin('p');
      case MilterResponse.Quarantine r -> out.begin('q').text(r.reason());
      case MilterResponse.Skip r -> out.begin('s');
      case MilterResponse.ConnectionFailure r -> out.begin('f');
      case MilterResponse.Shutdown r -> out.begin('4');
      case MilterResponse.Malformed r ->
          throw new IllegalArgumentException("no packet for " + r.reason());
    }
    out.end();
  }

  private static void withArguments(PacketWriter out, String path, String arguments) {
    out.text(path);
    if (!arguments.isEmpty()) {
      out.text(arguments);
    }
  }

  /** The packet of a response: length, code and data. */
  public static byte[] packet(MilterResponse response) {
    PacketWriter out = new PacketWriter();
    encode(response, out);
    return out.toByteArray();
  }
}
