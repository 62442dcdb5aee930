package dev.indicia.trust.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The lists' format and the search. */
class LexiconTest {
  private static Lexicon lexicon(String... lines) {
    try {
      String text = "[CHARGE]\n" + String.join("\n", lines);
      return Lexicon.parse(List.of(new LexiconSource("x.txt", "xx", text)));
    } catch (LexiconSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** What is found, as the text itself. */
  private static List<String> found(Lexicon lexicon, String text) {
    return lexicon.find(text).stream().map(hit -> text.substring(hit.start(), hit.end())).toList();
  }

  private static void assertError(String text, int line, int column, String problem) {
    LexiconSource source = new LexiconSource("own.txt", "xx", text);
    assertThatThrownBy(() -> Lexicon.parse(List.of(source)))
        .isInstanceOf(LexiconSyntaxException.class)
        .hasMessageContaining("own.txt:" + line + ":" + column + ": ")
        .hasMessageContaining(problem);
  }

  @Test
  void everyConcept_isFoundAsItself() {
    for (Concept concept : Concept.values()) {
      for (String phrase : List.of("some words", "^ some words", "some words ?")) {
        Lexicon lexicon = lexicon("[" + concept + "]", phrase);
        assertThat(lexicon.find("some words?").stream().map(Hit::concept))
            .as(phrase)
            .containsExactly(concept);
      }
    }
  }

  @Test
  void words_matchInAnyCaseWithPunctuationBetween() {
    Lexicon lexicon = lexicon("has been charged");
    assertThat(found(lexicon, "It HAS been, charged!")).containsExactly("HAS been, charged");
    assertThat(found(lexicon, "it has been surcharged or has charged")).isEmpty();
    assertThat(lexicon.find("")).isEmpty();
    assertThat(lexicon.find("has been charged"))
        .containsExactly(new Hit(Concept.CHARGE, 0, 16, "xx"));
  }

  @Test
  void sentenceEnds_stopAPhrase() {
    Lexicon lexicon = lexicon("call now", "order .. paid");
    assertThat(found(lexicon, "No call. Now go")).isEmpty();
    assertThat(found(lexicon, "our order? all paid")).isEmpty();
    assertThat(found(lexicon, "order\n\npaid")).isEmpty();
    assertThat(found(lexicon, "call\nnow")).containsExactly("call\nnow");
    assertThat(found(lexicon, "order no. 5 paid")).containsExactly("order no. 5 paid");
  }

  @Test
  void gaps_haveTheirSizes() {
    Lexicon few = lexicon("order .. paid");
    assertThat(found(few, "order paid, order a b c paid, order a b c d paid")).hasSize(2);
    Lexicon more = lexicon("order ... paid");
    assertThat(found(more, "order a b c d e f g h paid")).hasSize(1);
    assertThat(found(more, "order a b c d e f g h i paid")).isEmpty();
    assertThat(found(lexicon("a (b ..|c) d"), "a b x d")).containsExactly("a b x d");
  }

  @Test
  void stems_matchAnyEnding_andTheLongestWins() {
    Lexicon lexicon = lexicon("your charg*", "my charge*", "his charges");
    assertThat(found(lexicon, "your charging, your charges, your char")).hasSize(2);
    assertThat(found(lexicon, "my charges, my charging")).containsExactly("my charges");
    assertThat(found(lexicon, "his charges, his charged")).containsExactly("his charges");
  }

  @Test
  void alternatives_mayBeLongOrEmpty() {
    Lexicon lexicon = lexicon("(cancel|call off) (this |) (order|plan*)");
    assertThat(found(lexicon, "cancel order; call off this planning; cancel that order"))
        .containsExactly("cancel order", "call off this planning");
  }

  @Test
  void numbers_areAmountsOrTelephoneNumbers() {
    Lexicon amounts = lexicon("paid #");
    assertThat(found(amounts, "paid $1,299.99")).containsExactly("paid $1,299.99");
    assertThat(found(amounts, "paid soon")).isEmpty();
    Lexicon phones = lexicon("ring ##");
    assertThat(found(phones, "ring +1 (888) 555-0134")).containsExactly("ring +1 (888) 555-0134");
    assertThat(found(phones, "ring 12 or ring 1,299.99 or ring 2024-05-12")).isEmpty();
    assertThat(found(lexicon("within # hours"), "within 24hours")).hasSize(1);
    assertThat(found(lexicon("form w 2"), "form W-2; form W-3")).containsExactly("form W-2");
    assertThat(found(lexicon("#  دقيقة"), "٢٤ دقيقة")).hasSize(1);
  }

  @Test
  void apostrophes_joinOrSplit() {
    Lexicon lexicon = lexicon("didn't pay", "l'ordre paid", "dell'ordine");
    assertThat(found(lexicon, "didn’t pay")).hasSize(1);
    assertThat(found(lexicon, "didnt pay")).hasSize(1);
    assertThat(found(lexicon, "L’ordre paid")).hasSize(1);
    assertThat(found(lexicon("ordre paid"), "l'ordre paid")).containsExactly("ordre paid");
    assertThat(found(lexicon("ordine paid"), "dell'ordine paid")).containsExactly("ordine paid");
  }

  @Test
  void letters_foldInEveryScript() throws LexiconSyntaxException {
    assertThat(found(lexicon("não é"), "NAO E")).hasSize(1);
    assertThat(found(lexicon("não é"), "na\u0303o e\u0301")).hasSize(1);
    LexiconSource german = new LexiconSource("de.txt", "de", "[CHARGE]\nfür größe");
    Lexicon lexicon = Lexicon.parse(List.of(german));
    for (String text : List.of("Für Größe", "fur grosse", "fuer groesse")) {
      assertThat(found(lexicon, text)).as(text).hasSize(1);
    }
    assertThat(found(lexicon("إلغاء"), "الغاء و إلــغاء")).hasSize(2);
    assertThat(found(lexicon("帳戶"), "账户 帳戶")).hasSize(2);
    assertThat(found(lexicon("κωδικός"), "ΚΩΔΙΚΟΣ")).hasSize(1);
    assertThat(found(lexicon("call"), "ＣＡＬＬ")).hasSize(1);
    assertThat(found(lexicon("call"), "c\u00ADa\u200Bll")).hasSize(1);
  }

  @Test
  void ideographs_matchInsideText() {
    Lexicon lexicon = lexicon("(取消|停止) (订单|付款)", "お心当たり .. 場合", "결제 취소", "pin コード");
    assertThat(found(lexicon, "请取消订单吧")).containsExactly("取消订单");
    assertThat(found(lexicon, "お心当たりのない場合は")).containsExactly("お心当たりのない場合");
    assertThat(found(lexicon, "お心当たり。の場合")).isEmpty();
    assertThat(found(lexicon, "お心当たりああああああああああああああ場合")).isEmpty();
    assertThat(found(lexicon, "결제취소는")).containsExactly("결제취소");
    assertThat(found(lexicon, "あなたのPINコードを")).containsExactly("PINコード");
  }

  @Test
  void marks_limitWhereAPhraseStands() {
    Lexicon question = lexicon("not you?");
    assertThat(found(question, "Not you ? Was it not you.")).containsExactly("Not you");
    Lexicon clause = lexicon("^visit us");
    assertThat(found(clause, "Visit us, or visit us")).containsExactly("Visit us");
    Lexicon exception = lexicon("cancel .. order", "! cancel my");
    assertThat(found(exception, "cancel my order, cancel your order"))
        .containsExactly("cancel your order");
  }

  @Test
  void overlappingHits_ofOneConceptAreOne() throws LexiconSyntaxException {
    String text = "[CHARGE]\nyour order\norder paid\n[UNDO]\norder\n";
    Lexicon lexicon = Lexicon.parse(List.of(new LexiconSource("x", "xx", text)));
    assertThat(lexicon.find("your order paid"))
        .containsExactly(new Hit(Concept.CHARGE, 0, 15, "xx"), new Hit(Concept.UNDO, 5, 10, "xx"));
  }

  @Test
  void errors_sayWhere() {
    assertError("call us", 1, 1, "before the first");
    assertError("// x\n[NONSENSE]", 2, 2, "no concept is named NONSENSE");
    assertError("[CALL", 1, 1, "[CONCEPT]");
    assertError("[CALL]\ncall (us|me", 2, 6, "not closed");
    assertError("[CALL]\ncall us) now", 2, 8, "nothing is open");
    assertError("[CALL]\nca*ll", 2, 3, "end of a word");
    assertError("[CALL]\n.. call", 2, 8, "between words");
    assertError("[CALL]\ncall ..", 2, 8, "between words");
    assertError("[CALL]\n(call|)", 2, 8, "may be empty");
    assertError("[CALL]\ncall & us", 2, 6, "no letter or digit");
    assertError("[CALL]\ncall(us|me)", 2, 5, "space is missing");
    assertError("[CALL]\n(us|me)call", 2, 8, "space is missing");
    assertError("[CALL]\nc*", 2, 1, "at least two letters");
    assertError("[CALL]\na .. a .. a .. a .. a .. a", 2, 27, "gaps");
    assertError("[CALL]\n" + "(a b|c d|e f|g h) ".repeat(6), 2, 90, "more than 1000 phrases");
    assertError("[CALL]\n" + "((((((a", 2, 5, "inside each other");
    assertError("[CALL]\n" + "a ".repeat(30), 2, 60, "words");
  }

  @Test
  void anyText_givesValidHits() {
    Lexicon lexicon = Lexicon.standard();
    Random random = new Random(20260711);
    String[] pieces = {
      "your order",
      " has been ",
      "charged",
      "call",
      " now ",
      ". ",
      "?",
      "\n\n",
      "(",
      "#",
      "499,99",
      "+1 888 555 0134",
      "didn’t",
      "'",
      "’’",
      "キャンセル",
      "取消",
      "订单",
      "결제",
      "إلغاء",
      "\uD83D\uDE00",
      "\uD800",
      "\u0301",
      "ß",
      "İ",
      "ﬁ",
      "*",
      "..",
      "falls Sie",
      "das nicht waren",
      "\u200B",
      "a",
      "Z"
    };
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        boolean any = random.nextInt(4) == 0;
        text.append(
            any ? "" + (char) random.nextInt(0x10000) : pieces[random.nextInt(pieces.length)]);
        text.append(random.nextBoolean() ? " " : "");
      }
      List<Hit> hits = lexicon.find(text);
      assertThat(lexicon.find(text.toString())).isEqualTo(hits);
      int before = 0;
      for (Hit hit : hits) {
        assertThat(hit.start()).isGreaterThanOrEqualTo(before).isLessThan(hit.end());
        assertThat(hit.end()).isLessThanOrEqualTo(text.length());
        before = hit.start();
      }
    }
  }

  @Test
  void worstText_takesLittleTime() {
    Lexicon lexicon = Lexicon.standard();
    for (String unit : List.of("a ", "your ", "order ", "取消", "call us now ", "1 ", "'", ". ")) {
      String text = unit.repeat(100_000 / unit.length());
      long start = System.nanoTime();
      lexicon.find(text);
      assertThat(System.nanoTime() - start).as(unit).isLessThan(5_000_000_000L);
    }
  }

  @Test
  void time_isPrinted() {
    Lexicon lexicon = Lexicon.standard();
    String letter =
        "Hello Anna, thank you for the notes from our meeting on Tuesday. I have read the draft and"
            + " would like to change two paragraphs before we send it to the customer. Shall we talk"
            + " about it at lunch? Best regards, Tom\n\n";
    String text = letter.repeat(8000 / letter.length() + 1).substring(0, 8000);
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 200; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        lexicon.find(text);
      }
      best = Math.min(best, (System.nanoTime() - start) / 20);
    }
    System.out.printf(
        "lexicon: %d phrases, 8000 characters in %.1f us%n", lexicon.phraseCount(), best / 1000.0);
    assertThat(best).isLessThan(5_000_000);
  }
}
