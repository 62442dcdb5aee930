package dev.indicia.trust.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A display name taken apart by who speaks, for whom, and by whose service. */
final class NameParts {
  private static final int PARTS_MAX = 4;

  /** Words between a speaker and the service that carries the message. */
  private static final List<String> VIA =
      List.of(
          " via ",
          "(via ",
          " über ",
          " vía ",
          " a través de ",
          " através de ",
          " através do ",
          " tramite ",
          " par l'intermédiaire de ",
          " przez ",
          " aracılığıyla ",
          " через ",
          "経由 ",
          " 通过 ",
          " 透過 ");

  /** Words between a speaker and the one it speaks for. */
  private static final List<String> BEHALF =
      List.of(
          " on behalf of ",
          " im auftrag von ",
          " im namen von ",
          " i.a. ",
          " au nom de ",
          " pour le compte de ",
          " de la part de ",
          " en nombre de ",
          " em nome de ",
          " per conto di ",
          " a nome di ",
          " namens ",
          " w imieniu ",
          " от имени ",
          " adına ",
          " 代表 ");

  private NameParts() {}

  /** What a part is. */
  enum Role {
    SPEAKER,
    VIA,
    BEHALF
  }

  /** One part of a display name. */
  record Part(Role role, String text) {}

  /** The parts in order; at least one. */
  static List<Part> of(String name) {
    List<Part> parts = new ArrayList<>();
    Role role = Role.SPEAKER;
    String rest = name;
    while (parts.size() < PARTS_MAX - 1) {
      String lower = rest.toLowerCase(Locale.ROOT);
      if (lower.length() != rest.length()) {
        break; // offsets would not fit
      }
      int at = -1;
      int length = 0;
      Role next = Role.SPEAKER;
      for (int i = 0; i < VIA.size() + BEHALF.size(); i++) {
        String word = i < VIA.size() ? VIA.get(i) : BEHALF.get(i - VIA.size());
        int found = lower.indexOf(word);
        if (found >= 0 && (at < 0 || found < at)) {
          at = found;
          length = word.length();
          next = i < VIA.size() ? Role.VIA : Role.BEHALF;
        }
      }
      if (at < 0) {
        break;
      }
      parts.add(new Part(role, rest.substring(0, at)));
      rest = rest.substring(at + length);
      role = next;
    }
    parts.add(new Part(role, rest));
    return parts;
  }

  /** The text itself, and what stands between separators in it. */
  static List<String> segments(String text) {
    List<String> segments = new ArrayList<>();
    segments.add(text);
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean end = i == text.length();
      if (end || isSeparator(text, i)) {
        String segment = text.substring(start, i).strip();
        if (!segment.isEmpty() && !(end && start == 0)) {
          segments.add(segment);
        }
        start = i + 1;
      }
    }
    return segments;
  }

  private static boolean isSeparator(String text, int i) {
    char c = text.charAt(i);
    return switch (c) {
      case '|',
          '(',
          ')',
          '[',
          ']',
          '<',
          '>',
          '/',
          ':',
          ';',
          ',',
          '–',
          '—',
          '•',
          '·',
          '»',
          '«',
          '（',
          '）',
          '【',
          '】',
          '「',
          '」',
          '：',
          '｜',
          '，',
          '、' ->
          c != '|' || isBlank(text, i - 1) || isBlank(text, i + 1);
      case '-' -> isBlank(text, i - 1) && isBlank(text, i + 1);
      default -> false;
    };
  }

  private static boolean isBlank(String text, int i) {
    return i < 0 || i >= text.length() || Character.isWhitespace(text.charAt(i));
  }
}
