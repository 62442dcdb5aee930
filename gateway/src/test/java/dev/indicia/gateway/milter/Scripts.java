package dev.indicia.gateway.milter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Commands and responses as lines of text, for session files: the packet's letter, then its data.
 * Backslash n, r, t, 0 and s stand for LF, CR, tab, NUL and a space.
 */
final class Scripts {
  private static final byte[] NOTHING = {};

  private Scripts() {}

  static MilterCommand command(String line) {
    char code = line.charAt(0);
    String rest = line.length() > 2 ? line.substring(2) : "";
    String[] words = rest.isEmpty() ? new String[0] : rest.split(" ");
    return switch (code) {
      case 'O' ->
          new MilterCommand.OptNeg(Integer.parseInt(words[0]), hex(words[1]), hex(words[2]));
      case 'D' -> {
        Map<String, String> values = new TreeMap<>();
        for (String word : Arrays.copyOfRange(words, 1, words.length)) {
          values.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        yield new MilterCommand.Macro(words[0].charAt(0), values);
      }
      case 'C' ->
          words[1].equals("U")
              ? new MilterCommand.Connect(words[0], 'U', 0, "")
              : new MilterCommand.Connect(
                  words[0], words[1].charAt(0), Integer.parseInt(words[2]), words[3]);
      case 'H' -> new MilterCommand.Helo(plain(rest));
      case 'M' -> new MilterCommand.MailFrom(plain(words[0]), tail(words));
      case 'R' -> new MilterCommand.RcptTo(plain(words[0]), tail(words));
      case 'T' -> new MilterCommand.Data();
      case 'L' ->
          new MilterCommand.Header(
              rest.substring(0, rest.indexOf(':')), plain(rest.substring(rest.indexOf(':') + 1)));
      case 'N' -> new MilterCommand.EndOfHeaders();
      case 'B' -> chunk(rest);
      case 'E' -> new MilterCommand.EndOfMessage(chunk(rest));
      case 'A' -> new MilterCommand.Abort();
      case 'Q' -> new MilterCommand.Quit();
      case 'K' -> new MilterCommand.QuitNewConnection();
      case 'U' -> new MilterCommand.Unknown(plain(rest));
      default -> throw new IllegalArgumentException(line);
    };
  }

  private static List<String> tail(String[] words) {
    return Arrays.stream(words).skip(1).map(Scripts::plain).toList();
  }

  private static int hex(String word) {
    return Integer.parseUnsignedInt(word, 16);
  }

  private static MilterCommand.BodyChunk chunk(String text) {
    byte[] octets = text.isEmpty() ? NOTHING : plain(text).getBytes(StandardCharsets.ISO_8859_1);
    return new MilterCommand.BodyChunk(octets, 0, octets.length);
  }

  static String line(MilterResponse response) {
    return escaped(
        switch (response) {
          case MilterResponse.Agreement r -> {
            List<String> macros = new ArrayList<>();
            for (MacroStage stage : MacroStage.values()) {
              if (r.macros().containsKey(stage)) {
                macros.add(" " + stage.number() + "[" + r.macros().get(stage) + "]");
              }
            }
            yield "O %d %x %x%s"
                .formatted(r.version(), r.actions(), r.steps(), String.join("", macros));
          }
          case MilterResponse.Continue r -> "c";
          case MilterResponse.Accept r -> "a";
          case MilterResponse.Reject r -> "r";
          case MilterResponse.TempFail r -> "t";
          case MilterResponse.Discard r -> "d";
          case MilterResponse.ReplyCode r -> "y " + r.line();
          case MilterResponse.AddHeader r -> "h " + r.name() + ":" + r.value();
          case MilterResponse.InsertHeader r -> "i " + r.index() + " " + r.name() + ":" + r.value();
          case MilterResponse.ChangeHeader r ->
              "m " + r.occurrence() + " " + r.name() + ":" + r.value();
          case MilterResponse.ChangeFrom r -> "e " + r.path() + " " + r.arguments();
          case MilterResponse.AddRecipient r -> "+ " + r.path() + " " + r.arguments();
          case MilterResponse.DeleteRecipient r -> "- " + r.path();
          case MilterResponse.ReplaceBody r ->
              "b " + new String(r.array(), r.offset(), r.length(), StandardCharsets.ISO_8859_1);
          case MilterResponse.Progress r -> "p";
          case MilterResponse.Quarantine r -> "q " + r.reason();
          case MilterResponse.Skip r -> "s";
          case MilterResponse.ConnectionFailure r -> "f";
          case MilterResponse.Shutdown r -> "4";
          case MilterResponse.Malformed r -> "malformed " + r.reason().code();
        });
  }

  private static String plain(String text) {
    return text.replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\t", "\t")
        .replace("\\0", "\0")
        .replace("\\s", " ");
  }

  private static String escaped(String text) {
    return text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t").replace("\0", "\\0");
  }
}
