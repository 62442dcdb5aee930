package dev.indicia.dkim2;

import dev.indicia.dkim.HashAlgorithm;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Message-Instance field (draft §7): the hashes of one state of a message, and how to go back to
 * the state before. Immutable.
 *
 * @param number {@code m=}
 * @param groups {@code h=}: from the draft with {@link Dkim2Rule#GROUPS} on alternatives of hashes
 *     that must all fit; before, one group
 * @param recipe {@code r=}; null when absent
 */
record MessageInstance(int number, List<List<Hash>> groups, @Nullable Recipe recipe) {
  MessageInstance {
    groups = groups.stream().map(List::copyOf).toList();
  }

  /** One hash pair of {@code h=}. */
  record Hash(String name, byte[] header, byte[] body) {
    /** The algorithm; null when the draft does not know the name. */
    @Nullable HashAlgorithm algorithm(Dkim2Draft draft) {
      return switch (name) {
        case "sha256" -> HashAlgorithm.SHA256;
        case "sha512" -> draft.has(Dkim2Rule.SHA512) ? HashAlgorithm.SHA512 : null;
        default -> null;
      };
    }

    @Override
    public String toString() {
      return name
          + ":"
          + Base64.getEncoder().encodeToString(header)
          + ":"
          + Base64.getEncoder().encodeToString(body);
    }
  }

  /**
   * Reads the field's value.
   *
   * @return what was read, as far as it could be
   */
  static ReadField<MessageInstance> parse(byte[] octets, int from, int to, Dkim2Options options) {
    FieldTags tags =
        new FieldTags(options, Dkim2Reason.INSTANCE_SYNTAX, Dkim2Reason.INSTANCE_TAG_MISSING);
    if (!tags.read(octets, from, to)) {
      return ReadField.refused(numberOf(tags), tags);
    }
    int number = tags.ordinal("m");
    if (!tags.require("m") || !tags.require("h")) {
      return ReadField.refused(number, tags);
    }
    List<List<Hash>> groups = hashes(tags, options);
    Recipe recipe = null;
    byte[] json = tags.base64("r");
    if (json != null && tags.problem() == null) {
      RecipeReader reader = new RecipeReader(json, options.draft(), options.limits());
      recipe = reader.read();
      if (recipe == null) {
        tags.refuse(reader.problem(), reader.detail());
      }
    }
    return tags.problem() != null
        ? ReadField.refused(number, tags)
        : ReadField.of(number, new MessageInstance(number, groups, recipe), tags);
  }

  private static int numberOf(FieldTags tags) {
    return tags.problem() == Dkim2Reason.FIELD_TOO_LONG ? 0 : tags.ordinal("m");
  }

  private static List<List<Hash>> hashes(FieldTags tags, Dkim2Options options) {
    Dkim2Draft draft = options.draft();
    List<List<Hash>> groups = new ArrayList<>(1);
    List<String> names = new ArrayList<>(2);
    for (FieldTags.Piece piece : tags.pieces("h", draft.has(Dkim2Rule.GROUPS) ? ",|" : ",")) {
      if (names.size() == options.limits().valuesMax()) {
        tags.refuse(Dkim2Reason.TOO_MANY_VALUES, "");
        break;
      }
      List<FieldTags.Piece> parts = tags.pieces(piece.from(), piece.to(), ":");
      String name = tags.text(parts.get(0));
      if (parts.size() != 3
          || name.isEmpty()
          || !name.chars().allMatch(FieldTags::isTextCharacter)) {
        tags.refuse(Dkim2Reason.INSTANCE_SYNTAX, "h= is not name:header:body");
        break;
      }
      if (names.contains(name) && draft.has(Dkim2Rule.NAMES_ONCE)) {
        tags.refuse(Dkim2Reason.HASH_REPEATED, name);
        break;
      }
      names.add(name);
      byte[] header = tags.base64("h", parts.get(1).from(), parts.get(1).to());
      byte[] body = tags.base64("h", parts.get(2).from(), parts.get(2).to());
      if (header == null || body == null) {
        break;
      }
      if (groups.isEmpty() || piece.separator() == '|') {
        groups.add(new ArrayList<>(1));
      }
      groups.getLast().add(new Hash(name, header, body));
    }
    return groups;
  }
}
