package dev.indicia.authres;

import dev.indicia.dns.DomainName;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds and removes Authentication-Results fields that came in from outside and carry our own
 * authserv-id (RFC 8601 §5). A border host does this before it adds its own field.
 *
 * <p>A field is taken for ours when any reader might take it for ours: case, A-label or U-label, a
 * final dot, quotes, comments and white space in or around the authserv-id, a version, and encoded
 * words make no difference, nor that the rest of the field is malformed. Neither does it help to
 * hide the field behind a line that ends the header section for us but not for a looser reader
 * ({@link Message#shadowFields}). Thread-safe.
 */
public final class ForgedResults {
  private ForgedResults() {}

  /** The message's fields that carry this authserv-id, top first. */
  public static List<HeaderField> find(Message message, String authservId) {
    Objects.requireNonNull(authservId, "authservId");
    List<HeaderField> forged = new ArrayList<>(0);
    addForged(message.fields(), authservId, forged);
    addForged(message.shadowFields(), authservId, forged);
    return List.copyOf(forged);
  }

  private static void addForged(
      List<HeaderField> fields, String authservId, List<HeaderField> forged) {
    for (HeaderField field : fields) {
      if (field.isNamed(AuthenticationResults.FIELD_NAME) && claims(field.value(), authservId)) {
        forged.add(field);
      }
    }
  }

  /** The message's octets without those fields; the message's own array when there are none. */
  public static byte[] remove(Message message, String authservId) {
    List<HeaderField> forged = find(message, authservId);
    if (forged.isEmpty()) {
      return message.octets();
    }
    int length = message.length();
    for (HeaderField field : forged) {
      length -= field.end() - field.start();
    }
    byte[] kept = new byte[length];
    int from = 0;
    int to = 0;
    for (HeaderField field : forged) {
      System.arraycopy(message.octets(), from, kept, to, field.start() - from);
      to += field.start() - from;
      from = field.end();
    }
    System.arraycopy(message.octets(), from, kept, to, message.length() - from);
    return kept;
  }

  /** Whether a field body can be read as carrying that authserv-id. */
  static boolean claims(String body, String authservId) {
    String decoded = EncodedWords.decode(body);
    return headClaims(body, authservId) || decoded != null && headClaims(decoded, authservId);
  }

  private static boolean headClaims(String body, String authservId) {
    Head head = new Head(body);
    // What a reader sees who takes the first word, all of them, or all but a version.
    boolean claims =
        isSame(head.firstWord(), authservId)
            || isSame(head.joined(0), authservId)
            || isSame(head.joined(1), authservId);
    return claims || head.isOpen && head.hasWord(authservId);
  }

  private static boolean isSame(String claimed, String ours) {
    if (claimed.equalsIgnoreCase(ours)) {
      return true;
    }
    Optional<DomainName> name = DomainName.parse(claimed);
    return name.isPresent() && name.equals(DomainName.parse(ours));
  }

  /** The words before the first semicolon, without comments and quotes. */
  private static final class Head {
    private final String body;
    private final List<String> words = new ArrayList<>(2);
    private final boolean isOpen;

    Head(String body) {
      this.body = body;
      StringBuilder word = new StringBuilder();
      AuthresText text = new AuthresText(body);
      boolean open = false;
      while (!text.atEnd() && !text.at(';')) {
        char c = text.current();
        if (c == '(') {
          text.takeComment();
          open |= !text.wasClosed();
          endWord(word);
        } else if (c == '"') {
          word.append(text.takeQuotedString());
          open |= !text.wasClosed();
        } else {
          text.advance();
          if (c == '\\' && !text.atEnd()) {
            c = text.current();
            text.advance();
          }
          if (c <= ' ' || c == 0x7f || c == ',') {
            endWord(word);
          } else {
            word.append(c);
          }
        }
      }
      endWord(word);
      this.isOpen = open;
    }

    private void endWord(StringBuilder word) {
      if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }

    String firstWord() {
      return words.isEmpty() ? "" : words.getFirst();
    }

    /** All words but the last so many, without anything between them. */
    String joined(int left) {
      return String.join("", words.subList(0, Math.max(0, words.size() - left)));
    }

    /** Whether the whole body has that text as a word: for one whose comments never end. */
    boolean hasWord(String authservId) {
      int start = 0;
      for (int i = 0; i <= body.length(); i++) {
        boolean end = i == body.length() || " \t\r\n;()\"<>,=".indexOf(body.charAt(i)) >= 0;
        if (end) {
          if (i > start && isSame(body.substring(start, i), authservId)) {
            return true;
          }
          start = i + 1;
        }
      }
      return false;
    }
  }
}
