package dev.indicia.message;

import dev.indicia.dns.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one Received field (RFC 5321 §4.4): clauses that begin with a word, each with comments. The
 * client's address stands in a comment of the from clause in as many ways as there are servers.
 */
final class ReceivedParser {
  /** The part of the field that is being read. */
  private enum Clause {
    NONE,
    FROM,
    BY,
    VIA,
    WITH,
    ID,
    FOR
  }

  /** Characters of a clause of several words that are kept. */
  private static final int CLAUSE_MAX = 100;

  private final HeaderField field;
  private final String text;
  private final int dateAt;
  private Clause clause = Clause.NONE;
  private boolean valueSeen;
  private boolean commentsUnclosed;
  private final List<IpAddress> addresses = new ArrayList<>(1);
  private boolean clientWordIsAddress;
  private @Nullable String helo;
  private @Nullable String heloInComment;
  private @Nullable String clientName;
  private @Nullable String by;
  private @Nullable IpAddress byIp;
  private @Nullable String via;
  private @Nullable String with;
  private @Nullable String id;
  private @Nullable String forAddress;
  private boolean severalFor;
  private @Nullable String envelopeFrom;

  ReceivedParser(HeaderField field) {
    this.field = field;
    this.text = field.value();
    // RFC 5321 §4.4: the date stands behind the last semicolon.
    this.dateAt = text.lastIndexOf(';');
  }

  Received run() {
    int end = dateAt < 0 ? text.length() : dateAt;
    int at = 0;
    while (at < end) {
      char c = text.charAt(at);
      if (c <= ' ') {
        at++;
        continue;
      }
      int next = c == '(' && !commentsUnclosed ? commentEnd(at, end) : -1;
      if (next > 0) {
        comment(text.substring(at + 1, next - 1).strip());
      } else {
        next = wordEnd(at, end);
        word(text.substring(at, next));
      }
      at = next;
    }
    return result();
  }

  private Received result() {
    DateTime date =
        dateAt < 0 ? null : DateTime.parse(text.substring(dateAt + 1).strip()).orElse(null);
    IpAddress client = null;
    boolean several = false;
    for (IpAddress address : addresses) {
      several |= client != null && !client.equals(address);
      client = address;
    }
    String name = clientName;
    String greeting = helo;
    if (heloInComment != null) {
      // "from NAME (HELO GREETING)": the word behind "from" is the name or address looked up.
      if (name == null && !clientWordIsAddress) {
        name = nameOf(greeting);
      }
      greeting = heloInComment;
    }
    IpAddress seen = several ? null : client;
    if (seen == null && !several && clientWordIsAddress && heloInComment != null) {
      seen = helo == null ? null : literal(helo);
    }
    return new Received(
        field,
        greeting,
        name,
        seen,
        by,
        byIp,
        via,
        with,
        id,
        severalFor ? null : forAddress,
        envelopeFrom,
        date);
  }

  private int commentEnd(int at, int end) {
    int depth = 0;
    for (int i = at; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return i + 1;
      }
    }
    commentsUnclosed = true;
    return -1;
  }

  /** A word ends at white space or a comment; "<...>" is one word. */
  private int wordEnd(int at, int end) {
    int i = at + 1;
    if (text.charAt(at) == '<') {
      while (i < end && text.charAt(i) > ' ' && text.charAt(i) != '>') {
        i++;
      }
      if (i < end && text.charAt(i) == '>') {
        return i + 1;
      }
      i = at + 1;
    }
    while (i < end && text.charAt(i) > ' ' && (commentsUnclosed || text.charAt(i) != '(')) {
      i++;
    }
    return i;
  }

  private void word(String word) {
    Clause next = clauseOf(word);
    // A value may look like a clause's word ("from by by mx.example"): the first word is a value.
    if (next != Clause.NONE && (valueSeen || clause == Clause.NONE)) {
      clause = next;
      valueSeen = false;
      return;
    }
    boolean first = !valueSeen;
    valueSeen = true;
    switch (clause) {
      case FROM -> {
        if (first) {
          helo = word;
          clientWordIsAddress = literal(word) != null;
        } else if (word.startsWith("[")) {
          // "from NAME [ADDRESS] by ...", as some fetching programs write.
          IpAddress address = literal(word);
          if (address != null) {
            addresses.add(address);
          }
        }
      }
      case BY -> {
        if (first) {
          by = withoutFinalDot(word);
          byIp = literal(word);
        }
      }
      case VIA -> via = joined(first ? null : via, word);
      case WITH -> with = joined(first ? null : with, word);
      case ID -> id = first ? word : id;
      case FOR -> recipient(word);
      case NONE -> {
        // Words that no clause begins with: another server's own language.
      }
    }
  }

  private static String joined(@Nullable String before, String word) {
    if (before == null) {
      return word;
    }
    return before.length() + word.length() > CLAUSE_MAX ? before : before + " " + word;
  }

  private static Clause clauseOf(String word) {
    if (word.length() > 4) {
      return Clause.NONE;
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "from" -> Clause.FROM;
      case "by" -> Clause.BY;
      case "via" -> Clause.VIA;
      case "with" -> Clause.WITH;
      case "id" -> Clause.ID;
      case "for" -> Clause.FOR;
      default -> Clause.NONE;
    };
  }

  private void recipient(String word) {
    String bare = word.endsWith(",") ? word.substring(0, word.length() - 1) : word;
    if (bare.indexOf('@') < 0) {
      return;
    }
    Optional<String> path = ReturnPath.path(bare);
    severalFor |= forAddress != null;
    forAddress = path.orElse(forAddress);
  }

  private void comment(String comment) {
    if (envelopeFrom == null) {
      envelopeFrom = envelopeFromIn(comment);
    }
    if (clause == Clause.BY && byIp == null) {
      byIp = addressIn(comment);
    } else if (clause == Clause.FROM && valueSeen) {
      tcpInfo(comment);
    }
  }

  /**
   * RFC 5321 §4.4: TCP-info = address-literal / ( Domain FWS address-literal ); also without
   * brackets, with "helo=", "HELO", "EHLO", an ident user, a port.
   */
  private void tcpInfo(String comment) {
    String found = heloIn(comment);
    if (found != null && heloInComment == null) {
      heloInComment = found;
    }
    IpAddress address = addressIn(comment);
    if (address != null) {
      addresses.add(address);
      int bracket = comment.indexOf('[');
      if (bracket > 0 && clientName == null && (found == null || startOf(comment) > 0)) {
        String first = firstWord(comment.substring(0, bracket));
        clientName = nameOf(first.substring(first.lastIndexOf('@') + 1));
      }
    }
  }

  /** Offset behind the first word where that is a name, not "helo=". */
  private static int startOf(String comment) {
    String first = firstWord(comment);
    return first.indexOf('=') >= 0 || isHeloWord(first) ? 0 : first.length();
  }

  private static boolean isHeloWord(String word) {
    return word.equalsIgnoreCase("HELO") || word.equalsIgnoreCase("EHLO");
  }

  private static String firstWord(String text) {
    int from = 0;
    while (from < text.length() && text.charAt(from) <= ' ') {
      from++;
    }
    int to = from;
    while (to < text.length() && text.charAt(to) > ' ') {
      to++;
    }
    return text.substring(from, to);
  }

  private static @Nullable String nameOf(@Nullable String word) {
    if (word == null || word.isEmpty() || word.equalsIgnoreCase("unknown")) {
      return null;
    }
    if (word.charAt(0) == '[' || IpAddress.parse(word).isPresent()) {
      return null;
    }
    return withoutFinalDot(word);
  }

  private static String withoutFinalDot(String word) {
    return word.endsWith(".") && word.length() > 1 ? word.substring(0, word.length() - 1) : word;
  }

  private static @Nullable String heloIn(String comment) {
    String lower = comment.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("helo=");
    int from = at + 5;
    if (at < 0 || (at > 0 && lower.charAt(at - 1) > ' ')) {
      at = lower.startsWith("helo ") || lower.startsWith("ehlo ") ? 0 : -1;
      for (String label : List.of(" helo ", "\"ehlo ", "\"helo ")) {
        at = at < 0 ? lower.indexOf(label) : at;
      }
      if (at < 0) {
        return null;
      }
      from = at + (lower.charAt(at) > '"' ? 5 : 6);
    }
    String word = firstWord(comment.substring(from));
    word = word.endsWith("\"") ? word.substring(0, word.length() - 1) : word;
    return word.isEmpty() ? null : word;
  }

  private static @Nullable String envelopeFromIn(String comment) {
    for (String label : List.of("envelope-from", "envelope-sender")) {
      int at = indexOfIgnoreCase(comment, label);
      if (at >= 0) {
        String rest = comment.substring(at + label.length()).strip();
        rest = rest.startsWith("=") || rest.startsWith(":") ? rest.substring(1).strip() : rest;
        int space = rest.indexOf(' ');
        String path = space < 0 ? rest : rest.substring(0, space);
        return ReturnPath.path(path.endsWith(";") ? path.substring(0, path.length() - 1) : path)
            .orElse(null);
      }
    }
    return null;
  }

  private static int indexOfIgnoreCase(String text, String word) {
    for (int i = 0; i + word.length() <= text.length(); i++) {
      if (text.regionMatches(true, i, word, 0, word.length())) {
        return i;
      }
    }
    return -1;
  }

  /** The address of a comment: in brackets, or the comment's only word. */
  private static @Nullable IpAddress addressIn(String comment) {
    for (int open = comment.indexOf('['); open >= 0; open = comment.indexOf('[', open + 1)) {
      int end = Math.min(comment.length(), open + 60);
      int close = open + 1;
      while (close < end && comment.charAt(close) != ']') {
        close++;
      }
      if (close < end) {
        IpAddress address = literal(comment.substring(open, close + 1));
        if (address != null) {
          return address;
        }
      }
    }
    if (comment.length() > 100 || comment.indexOf(' ') >= 0) {
      return null;
    }
    // An ident user may stand before the address (RFC 1413).
    return literal(comment.substring(comment.lastIndexOf('@') + 1));
  }

  /** RFC 5321 §4.1.3: address-literal, also without brackets, with a port or a zone index. */
  private static @Nullable IpAddress literal(String word) {
    String bare = word;
    if (bare.startsWith("[")) {
      int close = bare.indexOf(']');
      bare = bare.substring(1, close < 0 ? bare.length() : close);
    }
    if (bare.regionMatches(true, 0, "IPv6:", 0, 5)) {
      bare = bare.substring(5);
    }
    int zone = bare.indexOf('%');
    bare = zone < 0 ? bare : bare.substring(0, zone);
    int colon = bare.indexOf(':');
    if (colon > 0 && colon == bare.lastIndexOf(':') && bare.indexOf('.') > 0) {
      bare = bare.substring(0, colon);
    }
    return IpAddress.parse(bare).orElse(null);
  }
}
