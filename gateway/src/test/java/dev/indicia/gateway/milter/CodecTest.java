package dev.indicia.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
  private static final int ROUNDS = 3000;

  private static MilterCommand command(byte[] packet) {
    return CommandCodec.decode((char) (packet[4] & 0xff), packet, 5, packet.length - 5);
  }

  private static MilterResponse response(byte[] packet) {
    return ResponseCodec.decode((char) (packet[4] & 0xff), packet, 5, packet.length - 5);
  }

  private static byte[] packet(char code, String data) {
    byte[] octets = data.getBytes(StandardCharsets.ISO_8859_1);
    byte[] packet = new byte[5 + octets.length];
    packet[3] = (byte) (octets.length + 1);
    packet[4] = (byte) code;
    System.arraycopy(octets, 0, packet, 5, octets.length);
    return packet;
  }

  // ---- octets as others write them -----------------------------------------------------------

  @Test
  void negotiation_isThreeWords() {
    byte[] packet = {0, 0, 0, 13, 'O', 0, 0, 0, 6, 0, 0, 1, (byte) 0xff, 0, 0x1f, -1, -1};
    assertThat(command(packet)).isEqualTo(new MilterCommand.OptNeg(6, 0x1ff, 0x1fffff));
    assertThat(CommandCodec.packet(new MilterCommand.OptNeg(6, 0x1ff, 0x1fffff))).isEqualTo(packet);
  }

  @Test
  void connect_hasNameFamilyPortAndAddress() {
    assertThat(command(packet('C', "mail.example.com\0" + "4\u00c0\u0008" + "192.0.2.1\0")))
        .isEqualTo(new MilterCommand.Connect("mail.example.com", '4', 0xc008, "192.0.2.1"));
    assertThat(command(packet('C', "unknown\0U")))
        .isEqualTo(new MilterCommand.Connect("unknown", 'U', 0, ""));
  }

  @Test
  void macros_loseTheirBraces() {
    assertThat(command(packet('D', "Mi\0" + "4ABC\0{auth_authen}\0alice\0")))
        .isEqualTo(new MilterCommand.Macro('M', Map.of("i", "4ABC", "auth_authen", "alice")));
  }

  @Test
  void replyCode_hasItsPercentSignsDoubled() {
    MilterResponse reply = new MilterResponse.ReplyCode("550 5.7.1 100% refused");
    byte[] packet = ResponseCodec.packet(reply);
    assertThat(new String(packet, 5, packet.length - 5, StandardCharsets.US_ASCII))
        .isEqualTo("550 5.7.1 100%% refused\0");
    assertThat(response(packet)).isEqualTo(reply);
  }

  @Test
  void loneAndTrailingPercentSigns_go() {
    assertThat(response(packet('y', "550 5.7.1 a%b%%c%\0")))
        .isEqualTo(new MilterResponse.ReplyCode("550 5.7.1 ab%c"));
  }

  @Test
  void agreement_hasMacrosByStageNumber() {
    byte[] packet =
        ResponseCodec.packet(
            new MilterResponse.Agreement(6, 1, 2, Map.of(MacroStage.END_OF_MESSAGE, "i j")));
    assertThat(packet)
        .containsExactly(
            0, 0, 0, 21, 'O', 0, 0, 0, 6, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 5, 'i', ' ', 'j', 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "O\0\0\0\6\0\0\0\1\0\0\0", // a word too short
        "O\0\0\0\6\0\0\0\1\0\0\0\1\0", // and more than three
        "D", // no command
        "DMi", // no NUL
        "DMi\0", // no value
        "C",
        "Chost\0",
        "Chost\0004\0",
        "Chost\0004\0\1",
        "Chost\0004\0\1addr",
        "Chost\0X\0\1addr\0",
        "H",
        "Hname",
        "Hname\0more", // NUL absent, and in the midst
        "M",
        "M<a@b.example>",
        "M<a@b.example>\0SIZE=1",
        "R",
        "Tx",
        "L",
        "Lname",
        "Lname\0value",
        "L\0value\0",
        "Lname\0value\0x",
        "Nx",
        "Ax",
        "Qx",
        "Kx"
      })
  void dataThatDoNotBelong_areSyntax(String packet) {
    assertThat(command(packet(packet.charAt(0), packet.substring(1))))
        .isEqualTo(new MilterCommand.Malformed(MilterReason.DATA_SYNTAX));
  }

  @Test
  void codesThatNobodyKnows_areNamed() {
    assertThat(command(packet('x', "")))
        .isEqualTo(new MilterCommand.Malformed(MilterReason.CODE_UNKNOWN));
    assertThat(response(packet('?', "")))
        .isEqualTo(new MilterResponse.Malformed(MilterReason.CODE_UNKNOWN));
  }

  @Test
  void malformed_hasNoPacket() {
    assertThatThrownBy(
            () -> CommandCodec.packet(new MilterCommand.Malformed(MilterReason.CODE_UNKNOWN)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> ResponseCodec.packet(new MilterResponse.Malformed(MilterReason.CODE_UNKNOWN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // ---- properties ----------------------------------------------------------------------------

  @Test
  void anyCommand_survivesItsPacket() {
    Random random = new Random(20);
    for (int i = 0; i < ROUNDS; i++) {
      MilterCommand command = Randoms.command(random);
      byte[] packet = CommandCodec.packet(command);
      assertThat(Randoms.comparable(command(packet))).isEqualTo(Randoms.comparable(command));
    }
  }

  @Test
  void anyResponse_survivesItsPacket() {
    Random random = new Random(21);
    for (int i = 0; i < ROUNDS; i++) {
      MilterResponse response = Randoms.response(random);
      byte[] packet = ResponseCodec.packet(response);
      assertThat(Randoms.comparable(response(packet))).isEqualTo(Randoms.comparable(response));
    }
  }

  @Test
  void anyOctets_areReadWithoutFailing() {
    Random random = new Random(22);
    for (int i = 0; i < 50_000; i++) {
      byte[] data = new byte[random.nextInt(40)];
      random.nextBytes(data);
      for (int j = 0; j < data.length; j++) {
        data[j] = random.nextInt(3) == 0 ? 0 : data[j];
      }
      char code = "ABCDEHKLMNOQRTU+-2abcdefhimpqrsty4".charAt(random.nextInt(34));
      assertThat(CommandCodec.decode(code, data, 0, data.length)).isNotNull();
      assertThat(ResponseCodec.decode(code, data, 0, data.length)).isNotNull();
    }
  }

  /** However the octets arrive, the same packets come out. */
  @Test
  void packetBuffer_cutsAnyStreamIntoItsPackets() {
    Random random = new Random(23);
    for (int round = 0; round < 200; round++) {
      List<byte[]> packets = new ArrayList<>();
      PacketWriter stream = new PacketWriter();
      for (int i = 0; i < 30; i++) {
        byte[] packet = CommandCodec.packet(Randoms.command(random));
        packets.add(packet);
        stream.bytes(packet, 0, packet.length);
      }
      byte[] large = CommandCodec.packet(Randoms.chunk(random, 60_000));
      packets.add(large);
      byte[] octets = stream.bytes(large, 0, large.length).toByteArray();

      PacketBuffer buffer = new PacketBuffer(MilterLimits.PACKET_OCTETS_MIN);
      List<byte[]> found = new ArrayList<>();
      int at = 0;
      while (at < octets.length) {
        var room = buffer.room();
        int count =
            Math.min(octets.length - at, Math.min(room.remaining(), 1 + random.nextInt(5000)));
        room.put(octets, at, count);
        buffer.filled(count);
        at += count;
        while (buffer.hasPacket()) {
          int from = buffer.dataOffset() - 5;
          found.add(Arrays.copyOfRange(buffer.array(), from, from + 5 + buffer.dataLength()));
          buffer.next();
        }
        assertThat(buffer.fault()).isNull();
      }
      assertThat(buffer.isEmpty()).isTrue();
      assertThat(found).usingElementComparator(Arrays::compare).isEqualTo(packets);
    }
  }

  @Test
  void lengthsThatCannotBe_areFaultsBeforeAnythingIsKept() {
    assertThat(fault(0)).isEqualTo(MilterReason.PACKET_EMPTY);
    assertThat(fault(65_537)).isEqualTo(MilterReason.PACKET_TOO_LONG);
    assertThat(fault(-1)).isEqualTo(MilterReason.PACKET_TOO_LONG);
    assertThat(fault(Integer.MIN_VALUE)).isEqualTo(MilterReason.PACKET_TOO_LONG);
    assertThat(fault(65_536)).isNull();
  }

  private static MilterReason fault(int length) {
    PacketBuffer buffer = new PacketBuffer(MilterLimits.PACKET_OCTETS_MIN);
    buffer.room().putInt(length);
    buffer.filled(4);
    assertThat(buffer.hasPacket()).isFalse();
    assertThat(buffer.capacity()).isEqualTo(PacketBuffer.FIRST_OCTETS);
    return buffer.fault();
  }

  /** Commands and responses of all kinds. */
  static final class Randoms {
    private Randoms() {}

    static String text(Random random) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int i = 0; i < length; i++) {
        text.append((char) (1 + random.nextInt(255)));
      }
      return text.toString();
    }

    private static String name(Random random) {
      return "N" + text(random);
    }

    private static List<String> texts(Random random) {
      List<String> texts = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        texts.add(text(random));
      }
      return texts;
    }

    static MilterCommand.BodyChunk chunk(Random random, int size) {
      byte[] octets = new byte[size + 10];
      random.nextBytes(octets);
      return new MilterCommand.BodyChunk(octets, random.nextInt(10), size);
    }

    static MilterCommand command(Random random) {
      return switch (random.nextInt(15)) {
        case 0 -> new MilterCommand.OptNeg(random.nextInt(), random.nextInt(), random.nextInt());
        case 1 -> {
          Map<String, String> values = new HashMap<>();
          for (int i = random.nextInt(4); i > 0; i--) {
            values.put("name" + random.nextInt(9), text(random));
            values.put(String.valueOf((char) ('a' + random.nextInt(26))), text(random));
          }
          yield new MilterCommand.Macro("CHMRTNE".charAt(random.nextInt(7)), values);
        }
        case 2 ->
            new MilterCommand.Connect(
                text(random), "46L".charAt(random.nextInt(3)), random.nextInt(65536), text(random));
        case 3 -> new MilterCommand.Connect(text(random), 'U', 0, "");
        case 4 -> new MilterCommand.Helo(text(random));
        case 5 -> new MilterCommand.MailFrom(text(random), texts(random));
        case 6 -> new MilterCommand.RcptTo(text(random), texts(random));
        case 7 -> new MilterCommand.Data();
        case 8 -> new MilterCommand.Header(name(random), text(random));
        case 9 -> new MilterCommand.EndOfHeaders();
        case 10 -> chunk(random, random.nextInt(100));
        case 11 -> new MilterCommand.EndOfMessage(chunk(random, random.nextInt(10)));
        case 12 -> new MilterCommand.Abort();
        case 13 -> new MilterCommand.QuitNewConnection();
        default -> new MilterCommand.Unknown(text(random));
      };
    }

    static MilterResponse response(Random random) {
      return switch (random.nextInt(19)) {
        case 0 -> {
          Map<MacroStage, String> macros = new EnumMap<>(MacroStage.class);
          if (random.nextBoolean()) {
            macros.put(MacroStage.MAIL, text(random));
            macros.put(MacroStage.END_OF_HEADERS, text(random));
          }
          yield new MilterResponse.Agreement(
              random.nextInt(), random.nextInt(), random.nextInt(), macros);
        }
        case 1 -> new MilterResponse.Continue();
        case 2 -> new MilterResponse.Accept();
        case 3 -> new MilterResponse.Reject();
        case 4 -> new MilterResponse.TempFail();
        case 5 -> new MilterResponse.Discard();
        case 6 -> new MilterResponse.ReplyCode("550 5.7.1 " + text(random));
        case 7 -> new MilterResponse.AddHeader(name(random), text(random));
        case 8 -> new MilterResponse.InsertHeader(random.nextInt(9), name(random), text(random));
        case 9 -> new MilterResponse.ChangeHeader(random.nextInt(9), name(random), text(random));
        case 10 -> new MilterResponse.ChangeFrom(text(random), text(random));
        case 11 -> new MilterResponse.AddRecipient(text(random), text(random));
        case 12 -> new MilterResponse.DeleteRecipient(text(random));
        case 13 -> {
          var chunk = chunk(random, random.nextInt(100));
          yield new MilterResponse.ReplaceBody(chunk.array(), chunk.offset(), chunk.length());
        }
        case 14 -> new MilterResponse.Progress();
        case 15 -> new MilterResponse.Quarantine(text(random));
        case 16 -> new MilterResponse.Skip();
        case 17 -> new MilterResponse.ConnectionFailure();
        default -> new MilterResponse.Shutdown();
      };
    }

    /** Views compare by what they show. */
    static Object comparable(Object value) {
      return switch (value) {
        case MilterCommand.BodyChunk c -> List.of('B', octets(c.array(), c.offset(), c.length()));
        case MilterCommand.EndOfMessage c -> List.of('E', comparable(c.last()));
        case MilterResponse.ReplaceBody r ->
            List.of('b', octets(r.array(), r.offset(), r.length()));
        default -> value;
      };
    }

    private static String octets(byte[] array, int offset, int length) {
      return new String(array, offset, length, StandardCharsets.ISO_8859_1);
    }
  }
}
