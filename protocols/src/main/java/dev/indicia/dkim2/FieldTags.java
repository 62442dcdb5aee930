package dev.indicia.dkim2;

import dev.indicia.dns.DomainName;
import dev.indicia.signed.Base64Text;
import dev.indicia.signed.TagList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tags of one DKIM2 header field while it is read, and what is wrong with them. The first
 * problem stands. One use, one thread.
 */
final class FieldTags {
  /** Digits of the greatest number read, which is more than any draft needs. */
  private static final int DIGITS_MAX = 18;

  private final TagList tags = new TagList(true);
  private final Dkim2Options options;
  private final Dkim2Reason syntax;
  private final Dkim2Reason missing;
  private final Set<Dkim2Deviation> deviations = new LinkedHashSet<>();
  private @Nullable Dkim2Reason problem;
  private String detail = "";

  /**
   * No tags yet.
   *
   * @param syntax the reason for what cannot be read
   * @param missing the reason for a tag that is not there
   */
  FieldTags(Dkim2Options options, Dkim2Reason syntax, Dkim2Reason missing) {
    this.options = options;
    this.syntax = syntax;
    this.missing = missing;
  }

  /** Reads the tag list; whether it is one. */
  boolean read(byte[] octets, int from, int to) {
    if (to - from > options.limits().fieldOctetsMax()) {
      refuse(Dkim2Reason.FIELD_TOO_LONG, "");
      return false;
    }
    for (int i = from; i < to; i++) {
      if (octets[i] < 0) {
        refuse(syntax, "an octet above 127");
        return false;
      }
    }
    switch (tags.parse(octets, from, to, options.limits().tagsMax())) {
      case OK -> {
        // Read on.
      }
      case SYNTAX -> refuse(syntax, "it is no tag-list");
      case DUPLICATE -> refuse(syntax, "the tag " + tags.duplicateName() + "= stands twice");
      case TOO_MANY -> refuse(Dkim2Reason.TOO_MANY_TAGS, "");
    }
    if (tags.hasOddName()) {
      refuse(syntax, "a tag has no valid name");
    }
    if (tags.hasEmptyTag()) {
      note(Dkim2Deviation.EMPTY_TAG);
    }
    int end = to;
    while (end > from && (octets[end - 1] <= ' ')) {
      end--;
    }
    if (end == from || octets[end - 1] != ';') {
      note(Dkim2Deviation.FINAL_SEMICOLON);
    }
    return problem == null;
  }

  /** Notes a problem, unless there is one. */
  void refuse(Dkim2Reason why, String text) {
    if (problem == null) {
      problem = why;
      detail = text;
    }
  }

  /** Notes a departure, which is a problem too where departures are refused. */
  void note(Dkim2Deviation deviation) {
    deviations.add(deviation);
    if (!options.isLenient()) {
      refuse(syntax, deviation.meaning());
    }
  }

  @Nullable Dkim2Reason problem() {
    return problem;
  }

  String detail() {
    return detail;
  }

  List<Dkim2Deviation> deviations() {
    return List.copyOf(deviations);
  }

  boolean has(String name) {
    return tags.find(name) >= 0;
  }

  /** Whether the tag is there; its absence is a problem. */
  boolean require(String name) {
    if (has(name)) {
      return true;
    }
    refuse(missing, name);
    return false;
  }

  /** The number of the tag; -1 when it is absent or no number. */
  long number(String name) {
    String text = tags.value(name);
    if (text == null) {
      return -1;
    }
    boolean digits = !text.isEmpty() && text.length() <= DIGITS_MAX;
    for (int i = 0; i < text.length() && digits; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits) {
      refuse(syntax, name + "= is no number");
      return -1;
    }
    return Long.parseLong(text);
  }

  /** A number from 1 to the greatest that a chain may have; 0 when it is absent or none. */
  int ordinal(String name) {
    long number = number(name);
    if (number > options.limits().fieldsMax()) {
      refuse(Dkim2Reason.TOO_MANY_FIELDS, name + "=" + number);
      return 0;
    }
    if (number == 0) {
      refuse(syntax, name + "= is 0");
    }
    return (int) Math.max(0, number);
  }

  /** The value without white space; null when the tag is absent. */
  @Nullable String compact(String name) {
    int tag = tags.find(name);
    return tag < 0 ? null : compact(tags.valueStart(tag), tags.valueEnd(tag));
  }

  private String compact(int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      if (tags.octets()[i] > ' ') {
        text.append((char) tags.octets()[i]);
      }
    }
    return text.toString();
  }

  /** The domain of the tag; null when it is absent or none. */
  @Nullable DomainName domain(String name) {
    String text = tags.value(name);
    if (text == null) {
      return null;
    }
    Optional<DomainName> domain = DomainName.parse(text).filter(d -> d.labelCount() > 1);
    if (domain.isEmpty()) {
      refuse(syntax, name + "= is no domain");
    }
    return domain.orElse(null);
  }

  /** What the base64 text of the tag stands for; null when it is absent or none. */
  byte @Nullable [] base64(String name) {
    int tag = tags.find(name);
    return tag < 0 ? null : base64(name, tags.valueStart(tag), tags.valueEnd(tag));
  }

  /** What the base64 text between the offsets stands for; null when it is none. */
  byte @Nullable [] base64(String name, int from, int to) {
    Base64Text text = Base64Text.parse(tags.octets(), from, to);
    if (text == null) {
      refuse(syntax, name + "= is no base64 text");
      return null;
    }
    if (!text.canonical()) {
      note(Dkim2Deviation.BASE64);
    }
    return text.octets();
  }

  /** The paths in the comma-separated list of the tag. */
  List<EnvelopePath> paths(String name, int max) {
    int tag = tags.find(name);
    if (tag < 0) {
      return List.of();
    }
    List<EnvelopePath> paths = new ArrayList<>(1);
    for (Piece piece : pieces(tags.valueStart(tag), tags.valueEnd(tag), ",")) {
      if (paths.size() == max) {
        refuse(max == 1 ? syntax : Dkim2Reason.TOO_MANY_RECIPIENTS, name + "=");
        break;
      }
      byte[] octets = base64(name, piece.from, piece.to);
      if (octets == null) {
        break;
      }
      String text = new String(octets, StandardCharsets.UTF_8);
      EnvelopePath path = EnvelopePath.parse(text);
      if (path == null) {
        refuse(syntax, name + "= is no path");
        break;
      }
      if (!text.startsWith("<")) {
        note(Dkim2Deviation.ANGLE_BRACKETS);
      }
      paths.add(path);
    }
    return paths;
  }

  /** The words in the comma-separated list of the tag. */
  List<String> words(String name) {
    String text = compact(name);
    if (text == null || text.isEmpty()) {
      return List.of();
    }
    List<String> words = new ArrayList<>(2);
    for (String word : text.split(",", -1)) {
      if (word.isEmpty() || !word.chars().allMatch(FieldTags::isTextCharacter)) {
        refuse(syntax, name + "= has no valid list");
        return List.of();
      }
      words.add(word);
    }
    return words;
  }

  static boolean isTextCharacter(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '_';
  }

  /** A part of a value: from and to, and the separator in front of it. */
  record Piece(int from, int to, char separator) {}

  /** The pieces of the tag's value, which must be there. */
  List<Piece> pieces(String name, String separators) {
    int tag = tags.find(name);
    return pieces(tags.valueStart(tag), tags.valueEnd(tag), separators);
  }

  List<Piece> pieces(int from, int to, String separators) {
    List<Piece> pieces = new ArrayList<>(2);
    int start = from;
    char separator = ',';
    for (int i = from; i <= to; i++) {
      if (i == to || separators.indexOf(tags.octets()[i]) >= 0) {
        pieces.add(new Piece(start, i, separator));
        separator = i == to ? ',' : (char) tags.octets()[i];
        start = i + 1;
      }
    }
    return pieces;
  }

  /** The text of a piece without white space. */
  String text(Piece piece) {
    return compact(piece.from, piece.to);
  }
}
