package dev.indicia.gateway.esmtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command line (RFC 5321 §4.1). Nothing is repaired but white space at the end of the line
 * and one space behind the colon of MAIL and RCPT. Immutable, thread-safe.
 */
public final class CommandParser {
  /** ENVID: octets of the xtext (RFC 3461 §4.4). */
  private static final int ENVID_MAX = 100;

  /** ORCPT: octets of the value (RFC 3461 §4.2). */
  private static final int ORCPT_MAX = 500;

  private static final Set<String> HTTP =
      Set.of("GET", "POST", "PUT", "HEAD", "CONNECT", "OPTIONS");
  private static final Set<String> NOT_OFFERED =
      Set.of("EXPN", "TURN", "ETRN", "ATRN", "SEND", "SOML", "SAML", "AUTH", "BURL");

  private final int pathOctetsMax;

  /**
   * A parser.
   *
   * @param pathOctetsMax octets of a path with its angle brackets
   */
  public CommandParser(int pathOctetsMax) {
    this.pathOctetsMax = pathOctetsMax;
  }

  /**
   * The command of the line; {@link SmtpCommand.Unusable} when it is none.
   *
   * @param octets a line without its CRLF
   */
  public SmtpCommand parse(byte[] octets) {
    String line = text(octets);
    if (line == null) {
      return bad(SmtpRefusal.NOT_TEXT);
    }
    int space = line.indexOf(' ');
    String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    String argument = space < 0 ? "" : line.substring(space + 1).strip();
    return switch (verb) {
      case "HELO", "EHLO" -> hello(argument, verb.equals("EHLO"));
      case "MAIL" -> mail(argument);
      case "RCPT" -> rcpt(argument);
      case "DATA" -> bare(argument, new SmtpCommand.Data());
      case "BDAT" -> bdat(argument);
      case "RSET" -> bare(argument, new SmtpCommand.Rset());
      case "NOOP" -> new SmtpCommand.Noop();
      case "VRFY" -> argument.isEmpty() ? bad(SmtpRefusal.ARGUMENT) : new SmtpCommand.Vrfy();
      case "HELP" -> new SmtpCommand.Help();
      case "QUIT" -> bare(argument, new SmtpCommand.Quit());
      case "STARTTLS" -> bare(argument, new SmtpCommand.StartTls());
      case "XCLIENT" -> {
        ClientAttributes attributes = attributes(argument, true);
        yield attributes == null ? bad(SmtpRefusal.ARGUMENT) : new SmtpCommand.XClient(attributes);
      }
      case "XFORWARD" -> {
        ClientAttributes attributes = attributes(argument, false);
        yield attributes == null ? bad(SmtpRefusal.ARGUMENT) : new SmtpCommand.XForward(attributes);
      }
      default ->
          bad(
              HTTP.contains(verb)
                  ? SmtpRefusal.HTTP
                  : NOT_OFFERED.contains(verb)
                      ? SmtpRefusal.NOT_OFFERED
                      : SmtpRefusal.UNKNOWN_COMMAND);
    };
  }

  private static SmtpCommand bad(SmtpRefusal refusal) {
    return new SmtpCommand.Unusable(refusal);
  }

  private static SmtpCommand bare(String argument, SmtpCommand command) {
    return argument.isEmpty() ? command : bad(SmtpRefusal.ARGUMENT);
  }

  /** The line as text without control characters; null when it is not. */
  private static @Nullable String text(byte[] octets) {
    for (byte octet : octets) {
      if (octet >= 0 && octet < ' ' || octet == 127) {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(octets))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static SmtpCommand hello(String name, boolean extended) {
    boolean printable = name.chars().allMatch(c -> c > ' ' && c != 127);
    return name.isEmpty() || name.length() > 255 || !printable
        ? bad(SmtpRefusal.ARGUMENT)
        : new SmtpCommand.Hello(name, extended);
  }

  private SmtpCommand mail(String argument) {
    PathSyntax.Path path = path(argument, "FROM:");
    if (path == null) {
      return bad(SmtpRefusal.REVERSE_PATH);
    }
    long size = -1;
    SmtpCommand.Body body = null;
    boolean utf8 = false;
    List<String> dsn = new ArrayList<>(2);
    Set<String> seen = new HashSet<>();
    List<String> parameters = parameters(argument, path.end());
    for (String parameter : parameters) {
      String keyword = keyword(parameter);
      String value = value(parameter);
      if (!seen.add(keyword)) {
        return bad(SmtpRefusal.PARAMETER_VALUE);
      }
      switch (keyword) {
        case "SIZE" -> size = number(value);
        case "BODY" -> body = body(value);
        case "SMTPUTF8" -> utf8 = true;
        case "RET", "ENVID" -> dsn.add(parameter);
        default -> {
          return bad(SmtpRefusal.PARAMETER_UNKNOWN);
        }
      }
      boolean valid =
          switch (keyword) {
            case "SIZE" -> size >= 0;
            case "BODY" -> body != null;
            case "SMTPUTF8" -> value == null;
            case "RET" -> value != null && (is(value, "FULL") || is(value, "HDRS"));
            default -> value != null && value.length() <= ENVID_MAX && isXtext(value);
          };
      if (!valid) {
        return bad(SmtpRefusal.PARAMETER_VALUE);
      }
    }
    if (!utf8 && !path.isAscii()) {
      return bad(SmtpRefusal.UTF8_ADDRESS);
    }
    return new SmtpCommand.Mail(path.address(), size, body, utf8, dsn, !parameters.isEmpty());
  }

  private SmtpCommand rcpt(String argument) {
    PathSyntax.Path path = path(argument, "TO:");
    if (path == null || path.address().isEmpty()) {
      return bad(SmtpRefusal.FORWARD_PATH);
    }
    List<String> dsn = new ArrayList<>(2);
    Set<String> seen = new HashSet<>();
    for (String parameter : parameters(argument, path.end())) {
      String keyword = keyword(parameter);
      String value = value(parameter);
      if (!keyword.equals("NOTIFY") && !keyword.equals("ORCPT")) {
        return bad(SmtpRefusal.PARAMETER_UNKNOWN);
      }
      boolean valid =
          value != null && (keyword.equals("NOTIFY") ? isNotify(value) : isOriginal(value));
      if (!valid || !seen.add(keyword)) {
        return bad(SmtpRefusal.PARAMETER_VALUE);
      }
      dsn.add(parameter);
    }
    return new SmtpCommand.Rcpt(path.address(), dsn);
  }

  private PathSyntax.@Nullable Path path(String argument, String prefix) {
    if (!argument.regionMatches(true, 0, prefix, 0, prefix.length())) {
      return null;
    }
    int start = prefix.length();
    if (start < argument.length() && argument.charAt(start) == ' ') {
      start++;
    }
    PathSyntax.Path path = PathSyntax.parse(argument, start, pathOctetsMax);
    boolean delimited =
        path != null && (path.end() == argument.length() || argument.charAt(path.end()) == ' ');
    return delimited ? path : null;
  }

  private static List<String> parameters(String argument, int from) {
    List<String> parameters = new ArrayList<>();
    for (String word : argument.substring(from).split(" ", -1)) {
      if (!word.isEmpty()) {
        parameters.add(word);
      }
    }
    return parameters;
  }

  private static String keyword(String parameter) {
    int equals = parameter.indexOf('=');
    return (equals < 0 ? parameter : parameter.substring(0, equals)).toUpperCase(Locale.ROOT);
  }

  private static @Nullable String value(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? null : parameter.substring(equals + 1);
  }

  private static boolean is(String value, String word) {
    return value.equalsIgnoreCase(word);
  }

  private static boolean isXtext(String value) {
    return !value.isEmpty() && Xtext.decode(value).isPresent();
  }

  private static SmtpCommand.@Nullable Body body(@Nullable String value) {
    for (SmtpCommand.Body body : SmtpCommand.Body.values()) {
      if (value != null && is(value, body.word())) {
        return body;
      }
    }
    return null;
  }

  /** NEVER alone, or a list of the others (RFC 3461 §4.1). */
  private static boolean isNotify(String value) {
    if (is(value, "NEVER")) {
      return true;
    }
    for (String word : value.split(",", -1)) {
      if (!is(word, "SUCCESS") && !is(word, "FAILURE") && !is(word, "DELAY")) {
        return false;
      }
    }
    return true;
  }

  /** {@code addr-type;xtext} (RFC 3461 §4.2), or its UTF-8 form (RFC 6533 §3). */
  private static boolean isOriginal(String value) {
    int semicolon = value.indexOf(';');
    if (semicolon < 1 || value.length() > ORCPT_MAX) {
      return false;
    }
    boolean utf8 = is(value.substring(0, semicolon), "utf-8");
    String address = value.substring(semicolon + 1);
    return utf8
        ? !address.isEmpty() && address.chars().allMatch(c -> c > ' ' && c != 127)
        : isXtext(address) && value.chars().allMatch(c -> c > ' ' && c < 127);
  }

  /** At most 18 digits, so that it fits; -1 when it is no number. */
  private static long number(@Nullable String digits) {
    if (digits == null || digits.isEmpty() || digits.length() > 18) {
      return -1;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(digits);
  }

  private static SmtpCommand bdat(String argument) {
    int space = argument.indexOf(' ');
    String rest = space < 0 ? "" : argument.substring(space + 1).strip();
    long size = number(space < 0 ? argument : argument.substring(0, space));
    return size < 0 || (!rest.isEmpty() && !is(rest, "LAST"))
        ? bad(SmtpRefusal.CHUNK_SIZE)
        : new SmtpCommand.Bdat(size, !rest.isEmpty());
  }

  private static @Nullable ClientAttributes attributes(String argument, boolean xclient) {
    Map<ClientAttributes.Name, String> values = new EnumMap<>(ClientAttributes.Name.class);
    for (String word : argument.split(" ", -1)) {
      ClientAttributes.Name name = attribute(keyword(word), xclient);
      String raw = value(word);
      if (name == null || raw == null || values.containsKey(name)) {
        return null;
      }
      String value = attributeValue(raw);
      if (value == null) {
        return null;
      }
      values.put(name, value);
    }
    return new ClientAttributes(values);
  }

  private static ClientAttributes.@Nullable Name attribute(String keyword, boolean xclient) {
    for (ClientAttributes.Name name : ClientAttributes.Name.values()) {
      boolean offered =
          switch (name) {
            case NAME, ADDR, PORT, PROTO, HELO -> true;
            case LOGIN, DESTADDR, DESTPORT -> xclient;
            case IDENT, SOURCE -> !xclient;
          };
      if (offered && name.name().equals(keyword)) {
        return name;
      }
    }
    return null;
  }

  /** The decoded value, "" for what is not available, null when it is none. */
  private static @Nullable String attributeValue(String raw) {
    if (is(raw, "[UNAVAILABLE]") || is(raw, "[TEMPUNAVAIL]")) {
      return "";
    }
    return Xtext.decode(raw)
        .filter(value -> !value.isEmpty() && value.length() <= ClientAttributes.VALUE_MAX)
        // A client may greet with a name in UTF-8 (RFC 6531 §3.7.1).
        .map(value -> text(value.getBytes(StandardCharsets.ISO_8859_1)))
        .filter(value -> value.indexOf(' ') < 0)
        .orElse(null);
  }
}
