package dev.indicia.dkim2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class RecipeTest {

  private static @Nullable Recipe read(String json, Dkim2Draft draft) {
    return new RecipeReader(json.getBytes(StandardCharsets.UTF_8), draft, Dkim2Limits.DEFAULT)
        .read();
  }

  private static void refuses(String json) {
    assertThat(read(json, Dkim2Draft.DRAFT_06)).as(json).isNull();
  }

  private static String again(String json, Dkim2Draft draft) {
    Recipe recipe = read(json, draft);
    assertThat(recipe).as(json).isNotNull();
    return new String(RecipeWriter.json(recipe, draft), StandardCharsets.UTF_8);
  }

  @Test
  void recipe_isReadAndWrittenAlike() {
    for (String json :
        new String[] {
          "{\"h\":{\"subject\":[{\"d\":[\"a \\\"b\\\" \\\\ \\u0009 ü\"]}]}}",
          "{\"h\":{\"list-id\":[]},\"b\":[{\"c\":[1,3]},{\"d\":[\"\",\"x\"]},{\"c\":[7,7]}]}",
          "{\"b\":[]}",
          "{\"b\":null}"
        }) {
      assertThat(again(json, Dkim2Draft.DRAFT_06)).isEqualTo(json);
    }
    assertThat(
            again(
                " { \"b\" : [ { \"d\" : [ \"\\u00fc\\ud83d\\ude00\\/\" ] } ] , \"new\" : "
                    + "{\"a\":[1,true,null,-1.5e3,\"x\",{}]} } ",
                Dkim2Draft.DRAFT_06))
        .isEqualTo("{\"b\":[{\"d\":[\"ü😀/\"]}]}");
  }

  @Test
  void whatIsNoRecipe_isRefused() {
    for (String json :
        new String[] {
          "",
          "{",
          "[]",
          "null",
          "{}",
          "{\"x\":1}",
          "{\"b\":[]} x",
          "{\"b\":[],}",
          "{\"b\":{}}",
          "{\"h\":{}}",
          "{\"h\":[]}",
          "{\"h\":{\"a b\":[]}}",
          "{\"h\":{\"\":[]}}",
          "{\"b\":[],\"b\":[]}",
          "{\"h\":{\"a\":[],\"A\":[]}}",
          "{\"b\":[[1,2]]}",
          "{\"b\":[\"x\"]}",
          "{\"b\":[{}]}",
          "{\"b\":[{\"z\":[1]}]}",
          "{\"b\":[{\"c\":[1,2],\"d\":[\"x\"]}]}",
          "{\"b\":[{\"c\":[1]}]}",
          "{\"b\":[{\"c\":[1,2,3]}]}",
          "{\"b\":[{\"c\":[0,1]}]}",
          "{\"b\":[{\"c\":[-1,1]}]}",
          "{\"b\":[{\"c\":[1.0,2]}]}",
          "{\"b\":[{\"c\":[1,99999999999]}]}",
          "{\"b\":[{\"d\":[]}]}",
          "{\"b\":[{\"d\":[1]}]}",
          "{\"b\":[{\"d\":[\"a\\nb\"]}]}",
          "{\"b\":[{\"d\":[\"a\\rb\"]}]}",
          "{\"b\":[{\"d\":[\"\\ud800\"]}]}",
          "{\"b\":[{\"d\":[\"\\x\"]}]}",
          "{\"b\":[{\"d\":[\"\t\"]}]}",
          "{\"b\":[{\"u\":[\"AAAA\"]}]}",
          "{\"x\":01,\"b\":[]}",
          "{\"x\":tru,\"b\":[]}"
        }) {
      refuses(json);
    }
    byte[] latin = "{\"b\":[{\"d\":[\"\u00fc\"]}]}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new RecipeReader(latin, Dkim2Draft.DRAFT_09, Dkim2Limits.DEFAULT).read()).isNull();
    String deep = "{\"x\":" + "[".repeat(100) + "]".repeat(100) + ",\"b\":[]}";
    refuses(deep);
  }

  @Test
  void drafts_haveOtherForms() {
    assertThat(read("{\"h\":null}", Dkim2Draft.DRAFT_02)).isNotNull();
    assertThat(read("{\"h\":null}", Dkim2Draft.DRAFT_03)).isNull();
    assertThat(read("{\"b\":null}", Dkim2Draft.DRAFT_08)).isNotNull();
    assertThat(read("{\"b\":null}", Dkim2Draft.DRAFT_09)).isNull();
    assertThat(read("{\"B\":[{\"C\":[1,2]}]}", Dkim2Draft.DRAFT_07)).isNotNull();
    assertThat(read("{\"B\":[{\"C\":[1,2]}]}", Dkim2Draft.DRAFT_06)).isNull();
    assertThat(read("{\"b\":[],\"B\":[]}", Dkim2Draft.DRAFT_07)).isNull();
    assertThat(again("{\"b\":[{\"u\":[\"/w==\"]}]}", Dkim2Draft.DRAFT_07))
        .isEqualTo("{\"b\":[{\"u\":[\"/w==\"]}]}");
    assertThat(read("{\"b\":[{\"u\":[\"/x==\"]}]}", Dkim2Draft.DRAFT_07)).isNull();
    assertThat(read("{\"b\":[{\"u\":[\"Cg==\"]}]}", Dkim2Draft.DRAFT_07)).isNull();
  }

  @Test
  void damagedRecipes_areRefusedOrReadAlikeTwice() {
    String whole =
        "{\"h\":{\"subject\":[{\"d\":[\"a\\u00fc\",\"\"]},{\"c\":[1,2]}],\"to\":[]},\"b\":[{\"c\":[1,3]},"
            + "{\"u\":[\"/w==\"]},{\"d\":[\"x\"]}],\"n\":[1,{\"a\":null}]}";
    int read = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] json = whole.getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(json.length);
        json[at] =
            (byte) (random.nextBoolean() ? json[random.nextInt(json.length)] : random.nextInt());
      }
      Dkim2Draft draft = Dkim2Draft.values()[seed % Dkim2Draft.values().length];
      Recipe recipe = new RecipeReader(json, draft, Dkim2Limits.DEFAULT).read();
      if (recipe != null) {
        read++;
        byte[] once = RecipeWriter.json(recipe, draft);
        Recipe again = new RecipeReader(once, draft, Dkim2Limits.DEFAULT).read();
        assertThat(again).as("seed %d", seed).isNotNull();
        assertThat(RecipeWriter.json(again, draft)).as("seed %d", seed).isEqualTo(once);
      }
    }
    assertThat(read).isBetween(100, 19_000);
  }

  @Test
  void copies_haveToAscendAndBeThere() {
    MessageState state = MessageState.of(Hops.plain(), Dkim2Draft.PINNED);
    for (String steps : new String[] {"[1,5]", "[2,1]", "[5,5]"}) {
      assertThat(before(state, "{\"b\":[{\"c\":" + steps + "}]}")).isNull();
    }
    assertThat(before(state, "{\"b\":[{\"c\":[2,3]},{\"c\":[3,4]}]}")).isNull();
    assertThat(before(state, "{\"b\":[{\"c\":[3,3]},{\"c\":[1,1]}]}")).isNull();
    assertThat(before(state, "{\"h\":{\"subject\":[{\"c\":[1,2]}]}}")).isNull();
    assertThat(before(state, "{\"b\":[{\"c\":[1,1]},{\"c\":[3,4]}]}")).isNotNull();
  }

  private static @Nullable MessageState before(MessageState state, String json) {
    Recipe recipe = read(json, Dkim2Draft.PINNED);
    assertThat(recipe).isNotNull();
    return state.before(recipe);
  }

  @Test
  void sameNameFields_areNumberedFromTheBottom() {
    MessageState state =
        MessageState.of(
            Hops.message("Comments: three\nComments: two\nComments: one\n\n"), Dkim2Draft.PINNED);
    MessageState before =
        before(state, "{\"h\":{\"comments\":[{\"c\":[1,1]},{\"d\":[\"new\"]},{\"c\":[3,3]}]}}");
    assertThat(before).isNotNull();
    String text = new String(before.octets(java.util.List.of(), true), StandardCharsets.US_ASCII);
    assertThat(text).isEqualTo("Comments: three\r\ncomments:new\r\nComments: one\r\n\r\n");
  }

  private static Recipe made(String earlier, String later, Dkim2Draft draft) {
    Recipe recipe = makes(earlier, later, draft);
    assertThat(recipe).isNotNull();
    return recipe;
  }

  private static @Nullable Recipe makes(String earlier, String later, Dkim2Draft draft) {
    return RecipeMaker.make(
        MessageState.of(Hops.message("A: b\n\n" + earlier), draft),
        MessageState.of(Hops.message("A: b\n\n" + later), draft),
        draft,
        Dkim2Limits.DEFAULT);
  }

  @Test
  void madeRecipes_areShort() {
    Dkim2Draft draft = Dkim2Draft.PINNED;
    assertThat(json(made("a\nb\n", "a\nb\nfooter\n", draft))).isEqualTo("{\"b\":[{\"c\":[1,2]}]}");
    assertThat(json(made("a\nb\nc\n", "top\na\nx\nc\n", draft)))
        .isEqualTo("{\"b\":[{\"c\":[2,2]},{\"d\":[\"b\"]},{\"c\":[4,4]}]}");
    // Empty lines at the end are not counted on: the hash does not see them.
    assertThat(json(made("a\n\n", "a\nb\n\n\n", draft))).isEqualTo("{\"b\":[{\"c\":[1,1]}]}");
    assertThat(json(made("", "a\n", draft))).isEqualTo("{\"b\":[]}");
    assertThat(json(made("a\n", "", draft))).isEqualTo("{\"b\":[{\"d\":[\"a\"]}]}");
    assertThat(made("a\n", "a\n", draft).isEmpty()).isTrue();
  }

  private static String json(Recipe recipe) {
    return new String(RecipeWriter.json(recipe, Dkim2Draft.PINNED), StandardCharsets.UTF_8);
  }

  @Test
  void whatNoRecipeCanExpress_isLostOrRefused() {
    String carriageReturn = "a\rb\n";
    Recipe lost = made(carriageReturn, "x\n", Dkim2Draft.DRAFT_06);
    assertThat(lost.bodyLost()).isTrue();
    assertThat(makes(carriageReturn, "x\n", Dkim2Draft.DRAFT_09)).isNull();
    // What is only copied may hold anything.
    assertThat(json(made(carriageReturn, carriageReturn + "x\n", Dkim2Draft.DRAFT_06)))
        .isEqualTo("{\"b\":[{\"c\":[1,1]}]}");
    String large = "0123456789\n".repeat(20_000);
    assertThat(made(large, "x\n", Dkim2Draft.DRAFT_06).bodyLost()).isTrue();
  }

  @Test
  void madeRecipes_undoEveryChange() {
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      String earlier = text(random, 1 + random.nextInt(400), 1 + random.nextInt(50));
      String later = random.nextInt(4) == 0 ? text(random, 300, 3) : edited(earlier, random);
      Dkim2Draft draft = Dkim2Draft.PINNED;
      Message message = Hops.message("A: b\n\n" + later);
      Recipe recipe = made(earlier, later, draft);
      MessageState before = MessageState.of(message, draft).before(recipe);
      assertThat(before).isNotNull();
      byte[] restored = before.octets(java.util.List.of(), true);
      assertThat(new String(restored, StandardCharsets.US_ASCII).replace("\r\n", "\n"))
          .as("seed %d", seed)
          .isEqualTo("A: b\n\n" + earlier);
    }
  }

  private static String text(Random random, int lines, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(random.nextInt(words)).append('\n');
    }
    return text.toString();
  }

  private static String edited(String text, Random random) {
    String[] lines = text.split("(?<=\n)");
    StringBuilder edited = new StringBuilder();
    for (String line : lines) {
      int what = random.nextInt(10);
      if (what > 0) {
        edited.append(line);
      }
      if (what == 1) {
        edited.append("new\n");
      }
    }
    return edited.toString();
  }

  @Test
  void hostileBodies_takeLinearTime() {
    int octets = 10 << 20;
    byte[] empty = new byte[octets];
    for (int i = 0; i < octets; i += 2) {
      empty[i] = '\r';
      empty[i + 1] = '\n';
    }
    byte[] shorter = Arrays.copyOf(empty, octets / 2);
    empty[octets - 1] = 'x';
    shorter[octets / 2 - 1] = 'y';
    inTime("empty lines", empty, shorter, 5000);
    inTime("one long line", new byte[octets], new byte[octets - 1], 5000);
    inTime("all other", lines(octets, 0), lines(octets, 1), 5000);
    inTime("every second line other", lines(octets, 2), lines(octets, 3), 5000);
    inTime("few lines in another order", lines(octets, 4), lines(octets, 5), 5000);
    inTime("reversed", lines(octets, 6), lines(octets, 7), 5000);
  }

  private static byte[] lines(int octets, int kind) {
    StringBuilder text = new StringBuilder(octets);
    for (int i = 0; text.length() < octets - 20; i++) {
      int number =
          switch (kind) {
            case 0 -> i;
            case 1 -> -i - 1;
            case 2 -> i;
            case 3 -> i % 2 == 0 ? i : -i;
            case 4 -> i % 7;
            case 5 -> i % 11 % 7;
            case 6 -> i;
            default -> 2_000_000 - i;
          };
      text.append(number).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Five times the bound of a second for 10 MB, as the machine may be busy. */
  private static void inTime(String what, byte[] earlier, byte[] later, int millis) {
    Dkim2Draft draft = Dkim2Draft.PINNED;
    MessageState then = state(earlier, draft);
    MessageState now = state(later, draft);
    Assertions.assertTimeout(
        Duration.ofMillis(millis),
        () ->
            assertThat(RecipeMaker.make(then, now, draft, Dkim2Limits.DEFAULT))
                .as(what)
                .isNotNull(),
        what);
  }

  private static MessageState state(byte[] body, Dkim2Draft draft) {
    byte[] whole = new byte[body.length + 8];
    System.arraycopy("A: b\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 0, whole, 0, 8);
    System.arraycopy(body, 0, whole, 8, body.length);
    return MessageState.of(Message.of(whole), draft);
  }
}
