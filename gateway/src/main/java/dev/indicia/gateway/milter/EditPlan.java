package dev.indicia.gateway.milter;

import dev.indicia.gateway.Edit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Edits of a message as received, as the requests that make a mail system carry them out. Pure.
 *
 * <p>Postfix counts fields as they are after each request, Sendmail counts deleted ones, too, and
 * both count what was inserted. So changes come first, the last occurrence first, then insertions
 * from the bottom up: whichever way it counts, all of its numbers are those of the message as
 * received. The body comes last and in one piece, which Postfix asks for.
 *
 * @param requests in the order in which they are sent
 * @param dropped how many edits were left out: for a field that is not there, or because the mail
 *     system has not offered the action
 */
record EditPlan(List<MilterResponse> requests, int dropped) {
  /** Octets of one part of a new body. */
  static final int CHUNK_OCTETS = 65_535;

  EditPlan {
    requests = List.copyOf(requests);
  }

  /**
   * The plan.
   *
   * @param fields the names of the message's header fields as received, from the top, lower-case
   */
  static EditPlan of(Collection<Edit> edits, List<String> fields, MilterNegotiation agreed) {
    Builder builder = new Builder(fields, agreed);
    for (Edit edit : edits) {
      builder.take(edit);
    }
    return builder.build();
  }

  private record Target(String name, int occurrence) {}

  private static final class Builder {
    private final List<String> fields;
    private final MilterNegotiation agreed;
    private final Map<Target, Edit> changes = new LinkedHashMap<>();
    private final List<Edit.InsertField> insertions = new ArrayList<>();
    private final List<MilterResponse> requests = new ArrayList<>();
    private Edit.@Nullable ReplaceBody body;
    private int dropped;

    Builder(List<String> fields, MilterNegotiation agreed) {
      this.fields = fields;
      this.agreed = agreed;
    }

    /** Of several edits of one field, and of the body, the last one counts. */
    void take(Edit edit) {
      switch (edit) {
        case Edit.InsertField e -> insertions.add(e);
        case Edit.DeleteField e -> change(e.name(), e.occurrence(), e);
        case Edit.ReplaceField e -> change(e.name(), e.occurrence(), e);
        case Edit.ReplaceBody e -> body = e;
      }
    }

    private void change(String name, int occurrence, Edit edit) {
      changes.put(new Target(name.toLowerCase(Locale.ROOT), occurrence), edit);
    }

    EditPlan build() {
      Map<Target, Integer> places = places();
      boolean[] deleted = new boolean[fields.size()];
      changes.entrySet().stream()
          .sorted(
              Comparator.comparingInt(
                      (Map.Entry<Target, Edit> entry) -> entry.getKey().occurrence())
                  .reversed())
          .forEach(entry -> change(entry.getKey(), entry.getValue(), places, deleted));
      if (!agreed.allows(MilterAction.ADD_HEADERS)) {
        dropped += insertions.size();
      } else if (agreed.inserts()) {
        insert(deleted);
      } else {
        // At the end of the header, the topmost first.
        List<Edit.InsertField> fromTheTop = insertions.reversed();
        fromTheTop.stream()
            .sorted(Comparator.comparingInt(Edit.InsertField::index))
            .forEach(e -> requests.add(new MilterResponse.AddHeader(e.name(), wire(e.value()))));
      }
      replaceBody();
      return new EditPlan(requests, dropped);
    }

    /** Where each field stands, for those that a change is for. */
    private Map<Target, Integer> places() {
      Map<Target, Integer> places = new HashMap<>();
      if (changes.isEmpty()) {
        return places;
      }
      Map<String, Integer> counts = new HashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        int occurrence = counts.merge(fields.get(i), 1, Integer::sum);
        places.put(new Target(fields.get(i), occurrence), i);
      }
      return places;
    }

    private void change(Target target, Edit edit, Map<Target, Integer> places, boolean[] deleted) {
      Integer place = places.get(target);
      if (place == null || !agreed.allows(MilterAction.CHANGE_HEADERS)) {
        dropped++;
        return;
      }
      switch (edit) {
        case Edit.ReplaceField e -> {
          String value = wire(e.value());
          // An empty one would delete it.
          requests.add(
              new MilterResponse.ChangeHeader(
                  target.occurrence(), e.name(), value.isEmpty() ? " " : value));
        }
        case Edit.DeleteField e -> {
          requests.add(new MilterResponse.ChangeHeader(target.occurrence(), e.name(), ""));
          deleted[place] = true;
        }
        default -> throw new AssertionError("not a change: " + edit);
      }
    }

    /** Those of one index in their order: each pushes the one before it down. */
    private void insert(boolean[] deleted) {
      insertions.stream()
          .sorted(Comparator.comparingInt(Edit.InsertField::index).reversed())
          .forEach(e ->
              requests.add(
                  new MilterResponse.InsertHeader(
                      wireIndex(e.index(), deleted), e.name(), wire(e.value()))));
    }

    /**
     * 0 is the top of all. The mail system's own trace field, which we are not shown, is there
     * before the fields that we know.
     */
    private int wireIndex(int index, boolean[] deleted) {
      if (index == 0) {
        return 0;
      }
      int above = Math.min(index, fields.size());
      int standing = above;
      for (int i = 0; i < above; i++) {
        standing -= deleted[i] ? 1 : 0;
      }
      return 1 + standing;
    }

    private void replaceBody() {
      Edit.ReplaceBody replacement = body;
      if (replacement == null) {
        return;
      }
      if (!agreed.allows(MilterAction.CHANGE_BODY)) {
        dropped++;
        return;
      }
      byte[] octets = replacement.octets();
      int at = 0;
      do {
        int length = Math.min(CHUNK_OCTETS, octets.length - at);
        requests.add(new MilterResponse.ReplaceBody(octets, at, length));
        at += length;
      } while (at < octets.length);
    }

    /**
     * Line ends are LF alone. Where leading spaces were not agreed on, the mail system puts one
     * there itself.
     */
    private String wire(String value) {
      String text = value.replace("\r\n", "\n");
      if (!agreed.has(MilterStep.LEADING_SPACE) && text.startsWith(" ")) {
        text = text.substring(1);
      }
      return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
  }
}
