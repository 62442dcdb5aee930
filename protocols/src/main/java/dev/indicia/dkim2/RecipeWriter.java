package dev.indicia.dkim2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Writes a recipe as JSON without white space, names in lower case. */
final class RecipeWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  private RecipeWriter() {}

  /**
   * The octets of the recipe.
   *
   * @throws IllegalArgumentException when a literal is no UTF-8 and the draft has no other form
   */
  static byte[] json(Recipe recipe, Dkim2Draft draft) {
    RecipeWriter writer = new RecipeWriter();
    writer.write(recipe, draft.has(Dkim2Rule.OCTET_LITERALS));
    return writer.out.toByteArray();
  }

  private void write(Recipe recipe, boolean octets) {
    text("{");
    if (recipe.headerLost()) {
      text("\"h\":null");
    } else if (!recipe.header().isEmpty()) {
      String separator = "\"h\":{";
      for (Map.Entry<String, List<Recipe.Step>> entry : recipe.header().entrySet()) {
        text(separator);
        string(entry.getKey().getBytes(StandardCharsets.UTF_8));
        text(":");
        steps(entry.getValue(), octets);
        separator = ",";
      }
      text("}");
    }
    List<Recipe.Step> body = recipe.body();
    if (recipe.bodyLost() || body != null) {
      text(out.size() > 1 ? ",\"b\":" : "\"b\":");
      if (body == null) {
        text("null");
      } else {
        steps(body, octets);
      }
    }
    text("}");
  }

  private void steps(List<Recipe.Step> steps, boolean octets) {
    text("[");
    String separator = "";
    for (Recipe.Step step : steps) {
      text(separator);
      separator = ",";
      switch (step) {
        case Recipe.Copy copy -> text("{\"c\":[" + copy.first() + "," + copy.last() + "]}");
        case Recipe.Literal literal -> literal(literal.lines(), octets);
      }
    }
    text("]");
  }

  /** Lines that are UTF-8 in d steps, others in u steps (draft 07 §5). */
  private void literal(List<byte[]> lines, boolean octets) {
    boolean plain = true;
    for (int i = 0; i < lines.size(); i++) {
      boolean utf8 = RecipeReader.isUtf8(lines.get(i));
      if (!utf8 && !octets) {
        throw new IllegalArgumentException("a literal is no UTF-8");
      }
      if (i == 0) {
        text(utf8 ? "{\"d\":[" : "{\"u\":[");
      } else if (utf8 == plain) {
        text(",");
      } else {
        text(utf8 ? "]},{\"d\":[" : "]},{\"u\":[");
      }
      plain = utf8;
      string(utf8 ? lines.get(i) : Base64.getEncoder().encode(lines.get(i)));
    }
    text("]}");
  }

  private void string(byte[] octets) {
    out.write('"');
    for (byte octet : octets) {
      if (octet == '"' || octet == '\\') {
        out.write('\\');
        out.write(octet);
      } else if (octet >= 0 && octet < ' ') {
        text(String.format("\\u%04x", (int) octet));
      } else {
        out.write(octet);
      }
    }
    out.write('"');
  }

  private void text(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
