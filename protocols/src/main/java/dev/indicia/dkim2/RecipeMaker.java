package dev.indicia.dkim2;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the recipe that leads from a later state back to an earlier one. Time and memory are linear
 * in both (see {@link LineMatch}). One use, one thread.
 */
final class RecipeMaker {
  private final MessageState earlier;
  private final MessageState later;
  private final Dkim2Draft draft;
  private final Dkim2Limits limits;
  private boolean inexpressible;

  private RecipeMaker(
      MessageState earlier, MessageState later, Dkim2Draft draft, Dkim2Limits limits) {
    this.earlier = earlier;
    this.later = later;
    this.draft = draft;
    this.limits = limits;
  }

  /**
   * The recipe; empty when both states are alike, null when no recipe of this draft and size can
   * express the way back. Where only the body cannot be rebuilt and the draft has null recipes, the
   * recipe says so.
   */
  static @Nullable Recipe make(
      MessageState earlier, MessageState later, Dkim2Draft draft, Dkim2Limits limits) {
    return new RecipeMaker(earlier, later, draft, limits).make();
  }

  private @Nullable Recipe make() {
    Map<String, List<Recipe.Step>> header = header();
    if (inexpressible) {
      return null;
    }
    List<Recipe.Step> body = body();
    if (!inexpressible) {
      Recipe whole = new Recipe(header, false, body, false);
      if (fits(whole)) {
        return whole;
      }
    }
    Recipe bodyless = new Recipe(header, false, null, true);
    return draft.has(Dkim2Rule.NULL_BODY_RECIPE) && fits(bodyless) ? bodyless : null;
  }

  private boolean fits(Recipe recipe) {
    int steps = recipe.body() == null ? 0 : recipe.body().size();
    for (List<Recipe.Step> list : recipe.header().values()) {
      steps += list.size();
    }
    return steps <= limits.recipeStepsMax()
        && RecipeWriter.json(recipe, draft).length <= limits.recipeOctetsMax();
  }

  private Map<String, List<Recipe.Step>> header() {
    TreeSet<String> names = new TreeSet<>();
    earlier.fields().forEach(field -> names.add(field.name()));
    later.fields().forEach(field -> names.add(field.name()));
    Map<String, List<Recipe.Step>> header = new TreeMap<>();
    for (String name : names) {
      BodyLines then = values(earlier.fromBottom(name));
      BodyLines now = values(later.fromBottom(name));
      List<Recipe.Step> steps = steps(then, now);
      if (steps != null) {
        header.put(name, steps);
      }
    }
    return header;
  }

  /** The values of fields as lines. */
  static BodyLines values(List<StateField> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (StateField field : fields) {
      out.writeBytes(field.canonicalValue());
      out.write('\r');
      out.write('\n');
    }
    return new BodyLines(out.toByteArray(), 0, out.size());
  }

  private @Nullable List<Recipe.Step> body() {
    return steps(earlier.hashedLines(), later.hashedLines());
  }

  /** The steps from the later lines to the earlier ones; null when both are alike. */
  private @Nullable List<Recipe.Step> steps(BodyLines then, BodyLines now) {
    int[] kept = LineDiff.kept(then, now, limits);
    List<Recipe.Step> steps = new ArrayList<>();
    int i = 0;
    while (i < kept.length) {
      int start = i++;
      if (kept[start] >= 0) {
        while (i < kept.length && kept[i] == kept[i - 1] + 1) {
          i++;
        }
        steps.add(new Recipe.Copy(kept[start] + 1, kept[i - 1] + 1));
      } else {
        while (i < kept.length && kept[i] < 0) {
          i++;
        }
        steps.add(literal(then, start, i));
      }
    }
    boolean alike =
        then.count() == now.count()
            && (steps.isEmpty()
                || (steps.size() == 1
                    && steps.get(0) instanceof Recipe.Copy copy
                    && copy.last() == now.count()));
    return alike ? null : steps;
  }

  private Recipe.Literal literal(BodyLines text, int from, int to) {
    List<byte[]> lines = new ArrayList<>();
    long octets = 0;
    for (int i = from; i < to && !inexpressible; i++) {
      octets += text.end(i) - text.start(i) + 3L;
      byte[] line = octets > limits.recipeOctetsMax() ? new byte[0] : text.line(i);
      boolean lineEnd = false;
      for (byte octet : line) {
        lineEnd |= octet == '\r' || octet == '\n';
      }
      inexpressible |=
          lineEnd
              || octets > limits.recipeOctetsMax()
              || (!draft.has(Dkim2Rule.OCTET_LITERALS) && !RecipeReader.isUtf8(line));
      lines.add(line);
    }
    return new Recipe.Literal(lines);
  }
}
