package dev.indicia.gateway.milter;

import dev.indicia.gateway.milter.MilterCommand.BodyChunk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Commands to and from the data of packets. Pure. */
public final class CommandCodec {
  private CommandCodec() {}

  /**
   * Reads one packet: never fails, {@link MilterCommand.Malformed} says what is wrong.
   *
   * @param code the packet's code
   * @param octets where the data lie, which a {@link BodyChunk} refers to
   */
  public static MilterCommand decode(char code, byte[] octets, int offset, int length) {
    PayloadReader in = new PayloadReader(octets, offset, length);
    MilterCommand command =
        switch (code) {
          case 'O' -> new MilterCommand.OptNeg(in.word32(), in.word32(), in.word32());
          case 'D' -> macro(in);
          case 'C' -> connect(in);
          case 'H' -> new MilterCommand.Helo(in.text());
          case 'M' -> new MilterCommand.MailFrom(in.text(), in.texts());
          case 'R' -> new MilterCommand.RcptTo(in.text(), in.texts());
          case 'T' -> new MilterCommand.Data();
          case 'L' -> new MilterCommand.Header(in.text(), in.text());
          case 'N' -> new MilterCommand.EndOfHeaders();
          case 'B' -> chunk(in, octets);
          case 'E' -> new MilterCommand.EndOfMessage(chunk(in, octets));
          case 'A' -> new MilterCommand.Abort();
          case 'Q' -> new MilterCommand.Quit();
          case 'K' -> new MilterCommand.QuitNewConnection();
          case 'U' -> new MilterCommand.Unknown(in.rest());
          default -> new MilterCommand.Malformed(MilterReason.CODE_UNKNOWN);
        };
    if (command instanceof MilterCommand.Malformed) {
      return command;
    }
    return isSound(command, in) ? command : new MilterCommand.Malformed(MilterReason.DATA_SYNTAX);
  }

  private static boolean isSound(MilterCommand command, PayloadReader in) {
    return in.soundToTheEnd()
        && switch (command) {
          case MilterCommand.Header header -> !header.name().isEmpty();
          case MilterCommand.Connect connect -> "46LU".indexOf(connect.family()) >= 0;
          default -> true;
        };
  }

  private static MilterCommand macro(PayloadReader in) {
    char command = (char) in.octet();
    Map<String, String> values = new HashMap<>();
    while (!in.atEnd()) {
      String name = in.text();
      values.put(plainName(name), in.text());
    }
    return new MilterCommand.Macro(command, values);
  }

  private static String plainName(String name) {
    boolean braces = name.length() > 2 && name.startsWith("{") && name.endsWith("}");
    return braces ? name.substring(1, name.length() - 1) : name;
  }

  /** For an unknown family nothing follows it. */
  private static MilterCommand connect(PayloadReader in) {
    String host = in.text();
    char family = (char) in.octet();
    if (family == 'U') {
      in.skipAll();
      return new MilterCommand.Connect(host, family, 0, "");
    }
    return new MilterCommand.Connect(host, family, in.word16(), in.text());
  }

  private static BodyChunk chunk(PayloadReader in, byte[] octets) {
    BodyChunk chunk = new BodyChunk(octets, in.position(), in.remaining());
    in.skipAll();
    return chunk;
  }

  /**
   * Appends the packet of a command, as a mail system does.
   *
   * @throws IllegalArgumentException for {@link MilterCommand.Malformed}, which has no packet
   */
  static void encode(MilterCommand command, PacketWriter out) {
    switch (command) {
      case MilterCommand.OptNeg c ->
          out.begin('O').word32(c.version()).word32(c.actions()).word32(c.steps());
      case MilterCommand.Macro c -> {
        out.begin('D').octet(c.command());
        c.values()
            .forEach(
                (name, value) -> out.text(name.length() < 2 ? name : "{" + name + "}").text(value));
      }
      case MilterCommand.Connect c -> {
        out.begin('C').text(c.host()).octet(c.family());
        if (c.family() != 'U') {
          out.word16(c.port()).text(c.address());
        }
      }
      case MilterCommand.Helo c -> out.begin('H').text(c.name());
      case MilterCommand.MailFrom c -> path(out.begin('M'), c.path(), c.arguments());
      case MilterCommand.RcptTo c -> path(out.begin('R'), c.path(), c.arguments());
      case MilterCommand.Data c -> out.begin('T');
      case MilterCommand.Header c -> out.begin('L').text(c.name()).text(c.value());
      case MilterCommand.EndOfHeaders c -> out.begin('N');
      case BodyChunk c -> out.begin('B').bytes(c.array(), c.offset(), c.length());
      case MilterCommand.EndOfMessage c ->
          out.begin('E').bytes(c.last().array(), c.last().offset(), c.last().length());
      case MilterCommand.Abort c -> out.begin('A');
      case MilterCommand.Quit c -> out.begin('Q');
      case MilterCommand.QuitNewConnection c -> out.begin('K');
      case MilterCommand.Unknown c -> out.begin('U').text(c.command());
      case MilterCommand.Malformed c ->
          throw new IllegalArgumentException("no packet for " + c.reason());
    }
    out.end();
  }

  private static void path(PacketWriter out, String path, List<String> arguments) {
    out.text(path);
    arguments.forEach(out::text);
  }

  /** The packet of a command: length, code and data. */
  public static byte[] packet(MilterCommand command) {
    PacketWriter out = new PacketWriter();
    encode(command, out);
    return out.toByteArray();
  }
}
