package dev.indicia.cli;

import dev.indicia.dns.IpAddress;
import dev.indicia.events.Times;
import dev.indicia.message.SmtpSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a deliveries file: JSON Lines, one delivery a line (docs/reference/schemas/delivery.json).
 * A line that is none becomes an item with an error that names the line; the others go on.
 */
final class Deliveries {
  /** Longest line, in octets: room for thousands of recipients. */
  static final int LINE_OCTETS_MAX = 1 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  private final String name;
  private final Path folder;

  /**
   * A reader.
   *
   * @param name of the file, as given
   * @param folder that messages are looked for in
   */
  Deliveries(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  void read(InputStream in, ReadProgress progress, Item.Sink sink)
      throws IOException, InterruptedException {
    LineReader lines = new LineReader(in, LINE_OCTETS_MAX);
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      progress.streamAt(lines.position());
      int from = lines.number() == 1 && startsWithMark(line) ? 3 : 0;
      if (lines.wasTooLong()) {
        String why = "the line has more than " + LINE_OCTETS_MAX + " octets";
        sink.accept(broken(null, lines.number(), "invalid-delivery", why));
      } else if (!isBlank(line, from)) {
        sink.accept(item(line, from, lines.number()));
      }
    }
  }

  private static boolean startsWithMark(byte[] line) {
    return line.length >= 3
        && line[0] == (byte) 0xef
        && line[1] == (byte) 0xbb
        && line[2] == (byte) 0xbf;
  }

  private static boolean isBlank(byte[] line, int from) {
    for (int i = from; i < line.length; i++) {
      if (line[i] != ' ' && line[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  private Item item(byte[] line, int from, long number) {
    Fields fields = new Fields();
    try (JsonParser parser =
        JSON.createParser(ObjectReadContext.empty(), line, from, line.length - from)) {
      fields.read(parser);
    } catch (JacksonException e) {
      String why = "not JSON: " + e.getOriginalMessage();
      var location = e.getLocation();
      String at = location == null ? "" : " (column " + location.getColumnNr() + ")";
      return broken(fields.id, number, "invalid-json", why + at);
    } catch (UnreadableException e) {
      return broken(fields.id, number, e.code(), e.text());
    }
    try {
      return delivery(fields);
    } catch (UnreadableException e) {
      return broken(fields.id, number, e.code(), e.text());
    }
  }

  private Item broken(@Nullable String id, long number, String code, String why) {
    String place = name + ":" + number;
    return Item.of(id == null ? place : id, new Content.Unreadable(code, place + ": " + why));
  }

  private Item delivery(Fields fields) throws UnreadableException {
    String id = required("id", fields.id);
    String message = required("message", fields.message);
    IpAddress clientIp = null;
    if (fields.clientIp != null) {
      Optional<IpAddress> parsed = IpAddress.parse(fields.clientIp);
      if (parsed.isEmpty()) {
        throw invalid("client_ip is no IP address: \"" + fields.clientIp + "\"");
      }
      clientIp = parsed.get();
    }
    Instant at = null;
    if (fields.receivedAt != null) {
      at = Times.parse(fields.receivedAt).orElse(null);
      if (at == null) {
        throw invalid("received_at is no RFC 3339 time: \"" + fields.receivedAt + "\"");
      }
    }
    List<String> rcptTo = fields.rcptTo.stream().map(Envelopes::withoutBrackets).toList();
    String mailFrom = fields.mailFrom == null ? null : Envelopes.withoutBrackets(fields.mailFrom);
    SmtpSession session = new SmtpSession(clientIp, fields.helo, mailFrom, rcptTo);
    return new Item(id, content(message), session, at);
  }

  private static String required(String field, @Nullable String value) throws UnreadableException {
    if (value == null) {
      throw invalid("\"" + field + "\" is missing");
    }
    return value;
  }

  private static UnreadableException invalid(String why) {
    return new UnreadableException("invalid-delivery", why);
  }

  private Content content(String message) {
    try {
      Path path = folder.resolve(message);
      return new Content.InFile(path, Files.size(path));
    } catch (InvalidPathException e) {
      return new Content.Unreadable("not-found", message + ": is no file name");
    } catch (IOException e) {
      UnreadableException why = InputFailure.of(folder.resolve(message).toString(), e);
      return new Content.Unreadable(why.code(), why.text());
    }
  }

  /** The fields of one line, as they stand there. */
  private static final class Fields {
    private @Nullable String id;
    private @Nullable String receivedAt;
    private @Nullable String clientIp;
    private @Nullable String helo;
    private @Nullable String mailFrom;
    private @Nullable String message;
    private List<String> rcptTo = List.of();

    void read(JsonParser parser) throws UnreadableException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw invalid("not a JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (field) {
          case "id" -> id = text(parser, value, field);
          case "received_at" -> receivedAt = text(parser, value, field);
          case "client_ip" -> clientIp = text(parser, value, field);
          case "helo" -> helo = text(parser, value, field);
          case "mail_from" -> mailFrom = text(parser, value, field);
          case "message" -> message = text(parser, value, field);
          case "rcpt_to" -> rcptTo = texts(parser, value);
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw invalid("more than one JSON value on a line");
      }
    }

    private static @Nullable String text(JsonParser parser, JsonToken value, String field)
        throws UnreadableException {
      return switch (value) {
        case VALUE_STRING -> wellFormed(parser.getString(), field);
        case VALUE_NULL -> null;
        // Queue numbers are natural identifiers.
        case VALUE_NUMBER_INT -> {
          if (!field.equals("id")) {
            throw invalid("\"" + field + "\" is not a string");
          }
          yield parser.getString();
        }
        default -> throw invalid("\"" + field + "\" is not a string");
      };
    }

    private static String wellFormed(String text, String field) throws UnreadableException {
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw invalid("\"" + field + "\" has half a surrogate pair");
      }
      return text;
    }

    private static List<String> texts(JsonParser parser, JsonToken value)
        throws UnreadableException {
      if (value != JsonToken.START_ARRAY) {
        String text = text(parser, value, "rcpt_to");
        return text == null ? List.of() : List.of(text);
      }
      List<String> texts = new ArrayList<>();
      for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
        String text = text(parser, t, "rcpt_to");
        if (text != null) {
          texts.add(text);
        }
      }
      return texts;
    }
  }
}
