package dev.indicia.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.Edit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EditPlanTest {
  private static final MilterNegotiation ALL =
      MilterNegotiation.of(new MilterCommand.OptNeg(6, 0x1ff, 0x1fffff));
  private static final MilterNegotiation PLAIN =
      MilterNegotiation.of(new MilterCommand.OptNeg(2, 0x3f, 0x7f));
  private static final List<String> FIELDS =
      List.of("received", "authentication-results", "from", "authentication-results", "subject");

  private static List<MilterResponse> requests(MilterNegotiation agreed, Edit... edits) {
    EditPlan plan = EditPlan.of(List.of(edits), FIELDS, agreed);
    assertThat(plan).isNotNull();
    return plan.requests();
  }

  private static MilterResponse insert(int index, String name, String value) {
    return new MilterResponse.InsertHeader(index, name, value);
  }

  private static MilterResponse change(int occurrence, String name, String value) {
    return new MilterResponse.ChangeHeader(occurrence, name, value);
  }

  @Test
  void fieldAtTheTop_standsAboveTheMailSystemsOwn() {
    assertThat(requests(ALL, new Edit.InsertField(0, "X-A", " 1")))
        .containsExactly(insert(0, "X-A", " 1"));
  }

  @Test
  void fieldBelow_countsTheMailSystemsOwn() {
    assertThat(requests(ALL, new Edit.InsertField(2, "X-A", " 1")))
        .containsExactly(insert(3, "X-A", " 1"));
    assertThat(requests(ALL, new Edit.InsertField(99, "X-A", " 1")))
        .containsExactly(insert(6, "X-A", " 1"));
  }

  @Test
  void deletedFields_doNotCountForInsertions() {
    assertThat(
            requests(
                ALL,
                new Edit.InsertField(3, "X-A", " 1"),
                new Edit.DeleteField("Authentication-Results", 1)))
        .containsExactly(change(1, "Authentication-Results", ""), insert(3, "X-A", " 1"));
  }

  @Test
  void severalOfOneName_areChangedFromTheLast() {
    assertThat(
            requests(
                ALL,
                new Edit.DeleteField("Authentication-Results", 1),
                new Edit.DeleteField("authentication-results", 2)))
        .containsExactly(
            change(2, "authentication-results", ""), change(1, "Authentication-Results", ""));
  }

  @Test
  void changesComeBeforeInsertions() {
    assertThat(
            requests(
                ALL,
                new Edit.InsertField(0, "Authentication-Results", " mx.example; none"),
                new Edit.DeleteField("Authentication-Results", 1)))
        .containsExactly(
            change(1, "Authentication-Results", ""),
            insert(0, "Authentication-Results", " mx.example; none"));
  }

  @Test
  void fieldThatIsNotThere_isDropped() {
    EditPlan plan =
        EditPlan.of(
            List.of(new Edit.DeleteField("X-None", 1), new Edit.ReplaceField("From", 2, " x")),
            FIELDS,
            ALL);
    assertThat(plan).isEqualTo(new EditPlan(List.of(), 2));
  }

  @Test
  void lastEditOfAField_counts() {
    assertThat(
            requests(
                ALL,
                new Edit.DeleteField("Subject", 1),
                new Edit.ReplaceField("Subject", 1, " [!] hello")))
        .containsExactly(change(1, "Subject", " [!] hello"));
  }

  @Test
  void emptyValue_doesNotDelete() {
    assertThat(requests(ALL, new Edit.ReplaceField("Subject", 1, "")))
        .containsExactly(change(1, "Subject", " "));
  }

  @Test
  void withoutLeadingSpaces_oneIsTakenAway() {
    assertThat(requests(PLAIN, new Edit.InsertField(0, "X-A", " 1")))
        .containsExactly(insert(0, "X-A", "1"));
    assertThat(requests(PLAIN, new Edit.InsertField(0, "X-A", "\t1")))
        .containsExactly(insert(0, "X-A", "\t1"));
  }

  @Test
  void foldedValues_haveLfAlone() {
    assertThat(requests(ALL, new Edit.InsertField(0, "X-A", " 1;\r\n\t2;\r\n 3")))
        .containsExactly(insert(0, "X-A", " 1;\n\t2;\n 3"));
  }

  @Test
  void lettersBeyondAscii_areUtf8() {
    assertThat(requests(ALL, new Edit.InsertField(0, "X-A", " \u00e9")))
        .containsExactly(insert(0, "X-A", " \u00c3\u00a9"));
  }

  @Test
  void mailSystemThatCannotInsert_getsFieldsAtTheEnd() {
    MilterNegotiation old = MilterNegotiation.of(new MilterCommand.OptNeg(2, 0x1f, 0x7f));
    assertThat(
            requests(
                old,
                new Edit.InsertField(2, "X-C", " 3"),
                new Edit.InsertField(0, "X-B", " 2"),
                new Edit.InsertField(0, "X-A", " 1")))
        .containsExactly(
            new MilterResponse.AddHeader("X-A", "1"),
            new MilterResponse.AddHeader("X-B", "2"),
            new MilterResponse.AddHeader("X-C", "3"));
  }

  @Test
  void actionsThatWereNotOffered_areDropped() {
    MilterNegotiation none = MilterNegotiation.of(new MilterCommand.OptNeg(6, 0, 0));
    EditPlan plan =
        EditPlan.of(
            List.of(
                new Edit.InsertField(0, "X-A", " 1"),
                new Edit.DeleteField("From", 1),
                new Edit.ReplaceBody(new byte[1])),
            FIELDS,
            none);
    assertThat(plan).isEqualTo(new EditPlan(List.of(), 3));
  }

  @Test
  void body_comesLastAndInParts() {
    byte[] octets = new byte[150_000];
    List<MilterResponse> requests =
        requests(ALL, new Edit.ReplaceBody(octets), new Edit.InsertField(0, "X-A", " 1"));
    assertThat(requests)
        .containsExactly(
            insert(0, "X-A", " 1"),
            new MilterResponse.ReplaceBody(octets, 0, 65_535),
            new MilterResponse.ReplaceBody(octets, 65_535, 65_535),
            new MilterResponse.ReplaceBody(octets, 131_070, 18_930));
  }

  @Test
  void emptyBody_isOneEmptyPart() {
    byte[] octets = {};
    assertThat(requests(ALL, new Edit.ReplaceBody(octets)))
        .containsExactly(new MilterResponse.ReplaceBody(octets, 0, 0));
  }

  // ---- against models of the mail systems ----------------------------------------------------

  /** A header as a mail system holds it; the first field is its own and hidden from the filter. */
  private static final class Held {
    record Field(String name, String value, boolean deleted) {}

    final List<Field> fields = new ArrayList<>();
    final boolean countsDeleted;

    Held(List<String> names, boolean countsDeleted) {
      this.countsDeleted = countsDeleted;
      fields.add(new Field("received", "own", false));
      for (int i = 0; i < names.size(); i++) {
        fields.add(new Field(names.get(i), "v" + i, false));
      }
    }

    void apply(MilterResponse request) {
      switch (request) {
        case MilterResponse.InsertHeader r ->
            fields.add(place(r.index()), field(r.name(), r.value()));
        case MilterResponse.ChangeHeader r -> {
          int left = r.occurrence();
          for (int i = 1; i < fields.size(); i++) {
            Field field = fields.get(i);
            boolean counts = countsDeleted || !field.deleted();
            if (counts && field.name().equalsIgnoreCase(r.name()) && --left == 0) {
              fields.set(
                  i,
                  r.value().isEmpty()
                      ? new Field(field.name(), field.value(), true)
                      : field(r.name(), r.value()));
              return;
            }
          }
          throw new AssertionError("no such field: " + r);
        }
        default -> throw new AssertionError(request);
      }
    }

    private int place(int index) {
      int standing = 0;
      for (int i = 0; i < fields.size(); i++) {
        if (!fields.get(i).deleted() && standing++ == index) {
          return i;
        }
      }
      return fields.size();
    }

    private static Field field(String name, String value) {
      return new Field(name.toLowerCase(Locale.ROOT), value, false);
    }

    List<String> standing() {
      return fields.stream()
          .filter(f -> !f.deleted())
          .map(f -> f.name() + ":" + f.value())
          .toList();
    }
  }

  /** What the edits mean, done on the message as received. */
  private static List<String> meaning(List<String> names, List<Edit> edits) {
    List<String> result = new ArrayList<>();
    result.addAll(inserted(edits, 0));
    result.add("received:own");
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        result.addAll(inserted(edits, i));
      }
      int occurrence = 1;
      for (int j = 0; j < i; j++) {
        occurrence += names.get(j).equals(names.get(i)) ? 1 : 0;
      }
      String now = names.get(i) + ":v" + i;
      for (Edit edit : edits) {
        if (edit instanceof Edit.DeleteField e
            && e.name().equalsIgnoreCase(names.get(i))
            && e.occurrence() == occurrence) {
          now = "";
        } else if (edit instanceof Edit.ReplaceField e
            && e.name().equalsIgnoreCase(names.get(i))
            && e.occurrence() == occurrence) {
          now = names.get(i) + ":" + e.value();
        }
      }
      if (!now.isEmpty()) {
        result.add(now);
      }
    }
    result.addAll(inserted(edits, names.size()));
    return result;
  }

  private static List<String> inserted(List<Edit> edits, int index) {
    List<String> found = new ArrayList<>();
    for (Edit edit : edits) {
      if (edit instanceof Edit.InsertField e && e.index() == index) {
        found.addFirst(e.name().toLowerCase(Locale.ROOT) + ":" + e.value());
      }
    }
    return found;
  }

  @Test
  void anyEdits_giveWhatTheyMean_howeverTheMailSystemCounts() {
    Random random = new Random(7);
    String[] names = {"received", "from", "authentication-results", "subject"};
    for (int round = 0; round < 5000; round++) {
      List<String> fields = new ArrayList<>();
      for (int i = 1 + random.nextInt(8); i > 0; i--) {
        fields.add(names[random.nextInt(names.length)]);
      }
      List<Edit> edits = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        String name = names[random.nextInt(names.length)].toUpperCase(Locale.ROOT);
        edits.add(
            switch (random.nextInt(3)) {
              case 0 ->
                  new Edit.InsertField(random.nextInt(fields.size() + 1), name, "i" + edits.size());
              case 1 -> new Edit.DeleteField(name, 1 + random.nextInt(3));
              default -> new Edit.ReplaceField(name, 1 + random.nextInt(3), "r" + edits.size());
            });
      }
      EditPlan plan = EditPlan.of(edits, fields, ALL);
      assertThat(plan).isNotNull();
      for (boolean countsDeleted : new boolean[] {false, true}) {
        Held held = new Held(fields, countsDeleted);
        plan.requests().forEach(held::apply);
        assertThat(held.standing())
            .as("%s %s deleted count: %s", fields, edits, countsDeleted)
            .isEqualTo(meaning(fields, edits));
      }
    }
  }

  @Test
  void fieldOctets_areThoseOfTheClient() {
    assertThat(field("Subject", " hello", true)).isEqualTo("Subject: hello\r\n");
    assertThat(field("Subject", "hello", true)).isEqualTo("Subject:hello\r\n");
    assertThat(field("Subject", "hello", false)).isEqualTo("Subject: hello\r\n");
    assertThat(field("Subject", " two", false)).isEqualTo("Subject:  two\r\n");
    assertThat(field("Subject", "\ttab", false)).isEqualTo("Subject:\ttab\r\n");
    assertThat(field("Subject", "", false)).isEqualTo("Subject: \r\n");
    assertThat(field("Subject", "", true)).isEqualTo("Subject:\r\n");
    assertThat(field("Subject", "\n folded", false)).isEqualTo("Subject:\r\n folded\r\n");
    assertThat(field("A", " b;\n\tc;\r\n d", true)).isEqualTo("A: b;\r\n\tc;\r\n d\r\n");
    assertThat(field("A", " b\n", true)).as("no end of the header").isEqualTo("A: b\r\n");
    assertThat(field("A", "\n", false)).isEqualTo("A: \r\n");
  }

  private static String field(String name, String value, boolean leadingSpace) {
    PacketWriter out = new PacketWriter();
    FieldOctets.write(name, value, leadingSpace, out);
    return new String(out.toByteArray(), StandardCharsets.ISO_8859_1);
  }
}
