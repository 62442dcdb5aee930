package dev.indicia.dkim2;

import dev.indicia.signed.Base64Text;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recipe: strict JSON (RFC 8259) of the schema in draft §5. Bounded in octets, steps and
 * depth; never throws. One use, one thread.
 */
final class RecipeReader {
  private static final int DEPTH_MAX = 16;

  private final byte[] json;
  private final boolean caseless;
  private final Dkim2Draft draft;
  private final Dkim2Limits limits;
  private int at;
  private int steps;
  private @Nullable Dkim2Reason problem;
  private String detail = "";

  RecipeReader(byte[] json, Dkim2Draft draft, Dkim2Limits limits) {
    this.json = json;
    this.draft = draft;
    this.caseless = draft.has(Dkim2Rule.CASELESS_RECIPES);
    this.limits = limits;
  }

  Dkim2Reason problem() {
    return problem == null ? Dkim2Reason.RECIPE_SYNTAX : problem;
  }

  String detail() {
    return detail;
  }

  /** Not what the schema has. */
  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String detail) {
      super(detail, null, false, false);
    }
  }

  /** The recipe; null when there is a {@link #problem}. */
  @Nullable Recipe read() {
    if (json.length > limits.recipeOctetsMax()) {
      problem = Dkim2Reason.RECIPE_TOO_LARGE;
      detail = json.length + " octets";
      return null;
    }
    try {
      Recipe recipe = recipe();
      skipSpace();
      if (at < json.length) {
        throw malformed("something stands behind it");
      }
      return recipe;
    } catch (MalformedException e) {
      detail = String.valueOf(e.getMessage());
      return null;
    }
  }

  private MalformedException malformed(String what) {
    return new MalformedException(what + ", at octet " + at);
  }

  private Recipe recipe() throws MalformedException {
    Map<String, List<Recipe.Step>> header = new LinkedHashMap<>();
    boolean headerLost = false;
    List<Recipe.Step> body = null;
    boolean bodyLost = false;
    Set<String> seen = new HashSet<>();
    expect('{');
    boolean more = !skip('}');
    while (more) {
      String name = name(seen, caseless);
      if (name.equals("h")) {
        if (isNull()) {
          refuse(Dkim2Rule.NULL_HEADER_RECIPE);
          headerLost = true;
        } else {
          header = header();
        }
      } else if (name.equals("b")) {
        if (isNull()) {
          refuse(Dkim2Rule.NULL_BODY_RECIPE);
          bodyLost = true;
        } else {
          body = steps();
        }
      } else {
        // Draft §2: unrecognized members are ignored.
        skipValue(1);
      }
      more = isMore('}');
    }
    if (!seen.contains("h") && !seen.contains("b")) {
      throw malformed("it has neither h nor b");
    }
    return new Recipe(header, headerLost, body, bodyLost);
  }

  private void refuse(Dkim2Rule rule) throws MalformedException {
    if (!draft.has(rule)) {
      problem = Dkim2Reason.RECIPE_NULL;
      throw malformed("null");
    }
  }

  /** The steps by field name; "h" without any is nothing that the schema knows. */
  private Map<String, List<Recipe.Step>> header() throws MalformedException {
    Map<String, List<Recipe.Step>> header = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    expect('{');
    if (skip('}')) {
      throw malformed("h is empty");
    }
    do {
      String name = name(seen, true);
      if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':')) {
        throw malformed("no field has that name");
      }
      header.put(name, steps());
    } while (isMore('}'));
    return header;
  }

  private List<Recipe.Step> steps() throws MalformedException {
    List<Recipe.Step> list = new ArrayList<>();
    expect('[');
    boolean more = !skip(']');
    while (more) {
      if (++steps > limits.recipeStepsMax()) {
        problem = Dkim2Reason.RECIPE_TOO_LARGE;
        throw malformed("more than " + limits.recipeStepsMax() + " steps");
      }
      list.add(step());
      more = isMore(']');
    }
    return list;
  }

  private Recipe.Step step() throws MalformedException {
    expect('{');
    String name = name(new HashSet<>(), caseless);
    Recipe.Step step;
    if (name.equals("c")) {
      expect('[');
      int first = number();
      expect(',');
      int last = number();
      expect(']');
      step = new Recipe.Copy(first, last);
    } else if (name.equals("d")) {
      step = new Recipe.Literal(strings(false));
    } else if (name.equals("u") && draft.has(Dkim2Rule.OCTET_LITERALS)) {
      step = new Recipe.Literal(strings(true));
    } else {
      throw malformed("a step is neither c nor d");
    }
    expect('}');
    return step;
  }

  private List<byte[]> strings(boolean base64) throws MalformedException {
    List<byte[]> strings = new ArrayList<>(1);
    expect('[');
    do {
      byte[] octets = string();
      if (base64) {
        Base64Text text = Base64Text.parse(octets, 0, octets.length);
        if (text == null || !text.canonical()) {
          throw malformed("a u is no base64 text");
        }
        octets = text.octets();
      }
      for (byte octet : octets) {
        if (octet == '\r' || octet == '\n') {
          throw malformed("a literal has a line end");
        }
      }
      strings.add(octets);
    } while (isMore(']'));
    return strings;
  }

  /** A member's name with the colon behind it, in lower case where case is folded. */
  private String name(Set<String> seen, boolean folds) throws MalformedException {
    String name = new String(string(), StandardCharsets.UTF_8);
    String folded = folds ? name.toLowerCase(Locale.ROOT) : name;
    if (!seen.add(folded)) {
      throw malformed("a name stands twice");
    }
    expect(':');
    return folded;
  }

  private int number() throws MalformedException {
    skipSpace();
    int start = at;
    long number = 0;
    while (at < json.length && json[at] >= '0' && json[at] <= '9' && at - start < 10) {
      number = 10 * number + json[at++] - '0';
    }
    if (at == start || json[start] == '0' || number > Integer.MAX_VALUE) {
      throw malformed("no number from 1");
    }
    return (int) number;
  }

  private void skipSpace() {
    while (at < json.length
        && (json[at] == ' ' || json[at] == '\t' || json[at] == '\r' || json[at] == '\n')) {
      at++;
    }
  }

  private boolean skip(char wanted) {
    skipSpace();
    if (at < json.length && json[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) throws MalformedException {
    if (!skip(wanted)) {
      throw malformed("no " + wanted);
    }
  }

  /** Whether a comma comes and not the end. */
  private boolean isMore(char end) throws MalformedException {
    if (skip(',')) {
      return true;
    }
    expect(end);
    return false;
  }

  private boolean isNull() {
    skipSpace();
    boolean found =
        at + 4 <= json.length
            && json[at] == 'n'
            && json[at + 1] == 'u'
            && json[at + 2] == 'l'
            && json[at + 3] == 'l';
    at += found ? 4 : 0;
    return found;
  }

  /** The octets that a string stands for, in well-formed UTF-8. */
  private byte[] string() throws MalformedException {
    expect('"');
    int start = at;
    while (at < json.length && json[at] != '"' && json[at] != '\\' && (json[at] & 0xff) >= ' ') {
      at++;
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream(at - start);
    octets.write(json, start, at - start);
    while (at < json.length && json[at] != '"') {
      if ((json[at] & 0xff) < ' ') {
        throw malformed("a control character");
      }
      if (json[at] == '\\') {
        escape(octets);
      } else {
        octets.write(json[at++]);
      }
    }
    expect('"');
    byte[] text = octets.toByteArray();
    if (!isUtf8(text)) {
      throw malformed("no UTF-8");
    }
    return text;
  }

  private void escape(ByteArrayOutputStream octets) throws MalformedException {
    at++;
    char c = at < json.length ? (char) json[at++] : ' ';
    switch (c) {
      case '"', '\\', '/' -> octets.write(c);
      case 'b' -> octets.write('\b');
      case 'f' -> octets.write('\f');
      case 'n' -> octets.write('\n');
      case 'r' -> octets.write('\r');
      case 't' -> octets.write('\t');
      case 'u' -> {
        int unit = hexadecimal();
        String text = String.valueOf((char) unit);
        if (Character.isHighSurrogate((char) unit)
            && at + 1 < json.length
            && json[at] == '\\'
            && json[at + 1] == 'u') {
          at += 2;
          text += (char) hexadecimal();
        }
        boolean whole =
            text.length() == 2
                ? Character.isSurrogatePair(text.charAt(0), text.charAt(1))
                : !Character.isSurrogate(text.charAt(0));
        if (!whole) {
          throw malformed("half a surrogate pair");
        }
        octets.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      }
      default -> throw malformed("no such escape");
    }
  }

  private int hexadecimal() throws MalformedException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < json.length ? Character.digit(json[at++], 16) : -1;
      if (digit < 0) {
        throw malformed("no hexadecimal digit");
      }
      unit = 16 * unit + digit;
    }
    return unit;
  }

  static boolean isUtf8(byte[] octets) {
    for (byte octet : octets) {
      if (octet < 0) {
        try {
          StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(octets));
          return true;
        } catch (java.nio.charset.CharacterCodingException e) {
          return false;
        }
      }
    }
    return true;
  }

  private void skipValue(int depth) throws MalformedException {
    if (depth > DEPTH_MAX) {
      throw malformed("nested too deep");
    }
    skipSpace();
    char c = at < json.length ? (char) json[at] : ' ';
    if (c == '{') {
      at++;
      boolean more = !skip('}');
      while (more) {
        string();
        expect(':');
        skipValue(depth + 1);
        more = isMore('}');
      }
    } else if (c == '[') {
      at++;
      boolean more = !skip(']');
      while (more) {
        skipValue(depth + 1);
        more = isMore(']');
      }
    } else if (c == '"') {
      string();
    } else {
      skipWord();
    }
  }

  /** A number, true, false or null. */
  private void skipWord() throws MalformedException {
    int start = at;
    while (at < json.length && "+-.0123456789aeflnrstuE".indexOf(json[at]) >= 0) {
      at++;
    }
    String word = new String(json, start, at - start, StandardCharsets.US_ASCII);
    if (!word.matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw malformed("no value");
    }
  }
}
