package dev.indicia.content;

import dev.indicia.dns.DomainName;
import dev.indicia.message.Authors;
import dev.indicia.message.EncodedWords;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Mailbox;
import dev.indicia.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody changed in a message, as a person would tell it: of two states of a message the
 * difference, each part judged. For what is known of both states, such as those that DKIM2
 * recreates. Immutable, thread-safe; never fails for what a message holds.
 */
public final class RevisionReview {
  private static final int TEXT_MAX = 300;

  /** Fields whose change shows in how the body is shown. */
  private static final Set<String> FORM =
      Set.of("content-type", "content-transfer-encoding", "mime-version");

  private static final Set<String> USUAL_FIELDS =
      Set.of("sender", "precedence", "errors-to", "archived-at", "auto-submitted", "mailing-list");

  private final Renderer renderer;

  /** By what that renderer shows. */
  public RevisionReview(Renderer renderer) {
    this.renderer = Objects.requireNonNull(renderer, "renderer");
  }

  /**
   * The changes from one state to the next, those of the header first.
   *
   * @param by who changed it; null when that is not known
   * @param bodies whether both bodies are known
   */
  public List<Change> review(
      Message before, Message after, @Nullable DomainName by, boolean bodies) {
    List<Change> changes = new ArrayList<>();
    Map<String, List<String>> then = fields(before);
    Map<String, List<String>> now = fields(after);
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(then.keySet());
    boolean form = false;
    for (String name : names) {
      List<String> old = then.getOrDefault(name, List.of());
      List<String> current = now.getOrDefault(name, List.of());
      if (old.equals(current)) {
        continue;
      }
      switch (name) {
        case "subject" -> subject(changes, join(old), join(current));
        case "from" -> author(changes, before, after, by);
        case "reply-to" -> replyTo(changes, join(old), join(current), before, by);
        default -> {
          if (FORM.contains(name)) {
            form = true;
          } else {
            field(changes, name, old, current);
          }
        }
      }
    }
    if (bodies) {
      boolean octets =
          !Arrays.equals(
              before.octets(),
              before.bodyStart(),
              before.length(),
              after.octets(),
              after.bodyStart(),
              after.length());
      new BodyReview(renderer.render(before), renderer.render(after), by)
          .addTo(changes, octets || form);
    }
    return List.copyOf(changes);
  }

  private static Map<String, List<String>> fields(Message message) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (HeaderField field : message.fields()) {
      fields
          .computeIfAbsent(field.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
          .add(EncodedWords.decode(field.value()).replaceAll("\\s+", " ").strip());
    }
    return fields;
  }

  private static @Nullable String join(List<String> values) {
    return values.isEmpty() ? null : String.join("; ", values);
  }

  static String cut(String text) {
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
  }

  private static @Nullable String cutOrNull(@Nullable String text) {
    return text == null ? null : cut(text);
  }

  private static void add(
      List<Change> changes,
      Change.Kind kind,
      Change.Weight weight,
      String summary,
      @Nullable String before,
      @Nullable String after) {
    changes.add(new Change(kind, weight, summary, cutOrNull(before), cutOrNull(after)));
  }

  private static void subject(
      List<Change> changes, @Nullable String before, @Nullable String after) {
    if (before != null && after != null) {
      String tag = tagOf(after, before);
      String dropped = tagOf(before, after);
      if (tag != null) {
        add(
            changes,
            Change.Kind.SUBJECT_TAGGED,
            Change.Weight.USUAL,
            "subject tagged with \"" + tag + "\"",
            before,
            after);
        return;
      }
      if (dropped != null) {
        add(
            changes,
            Change.Kind.SUBJECT_TAGGED,
            Change.Weight.USUAL,
            "the subject's tag \"" + dropped + "\" removed",
            before,
            after);
        return;
      }
    }
    add(
        changes,
        Change.Kind.SUBJECT_CHANGED,
        Change.Weight.NOTABLE,
        before == null
            ? "a subject was put in"
            : after == null ? "the subject was removed" : "the subject says something else",
        before,
        after);
  }

  /**
   * What was put before the subject, where that is a short tag: "[list]", "(spam)", "EXTERNAL:".
   */
  private static @Nullable String tagOf(String longer, String shorter) {
    String reply = "(?i)^((re|fwd?|aw|wg|sv|antw)(\\[\\d+])?:\\s*)+";
    String base = shorter.replaceFirst(reply, "");
    String whole = longer.replaceFirst(reply, "");
    if (!whole.endsWith(base) || whole.length() == base.length()) {
      return null;
    }
    String tag = whole.substring(0, whole.length() - base.length()).strip();
    boolean marked = tag.matches("([\\[(*{<].*[\\])*}>]|[\\p{L}\\p{N} _-]{1,20}[:|])");
    return marked && tag.length() <= 60 ? tag : null;
  }

  private static void author(
      List<Change> changes, Message before, Message after, @Nullable DomainName by) {
    List<Mailbox> old = Authors.of(before).mailboxes();
    List<Mailbox> now = Authors.of(after).mailboxes();
    String was = addresses(old);
    String is = addresses(now);
    if (was.equals(is)) {
      add(
          changes,
          Change.Kind.AUTHOR_CHANGED,
          Change.Weight.NOTABLE,
          "the author's name was changed, the address was not",
          names(old),
          names(now));
      return;
    }
    DomainName domain = now.size() == 1 ? now.get(0).domain() : null;
    boolean own = by != null && domain != null && domain.isAtOrBelow(by);
    String name = names(now).toLowerCase(Locale.ROOT);
    boolean via = own && (name.contains(" via ") || name.contains(was.toLowerCase(Locale.ROOT)));
    add(
        changes,
        Change.Kind.AUTHOR_CHANGED,
        via ? Change.Weight.NOTABLE : Change.Weight.GRAVE,
        via
            ? "the author became " + is + ", as lists do that speak in the author's place"
            : "the author became " + is + " instead of " + was,
        was,
        is);
  }

  private static String addresses(List<Mailbox> mailboxes) {
    return String.join(", ", mailboxes.stream().map(Mailbox::address).toList());
  }

  private static String names(List<Mailbox> mailboxes) {
    return String.join(
        ", ", mailboxes.stream().map(m -> m.displayName() == null ? "" : m.displayName()).toList());
  }

  private static void replyTo(
      List<Change> changes,
      @Nullable String before,
      @Nullable String after,
      Message message,
      @Nullable DomainName by) {
    String lower = after == null ? "" : after.toLowerCase(Locale.ROOT);
    String author = addresses(Authors.of(message).mailboxes());
    if (before == null && !author.isEmpty() && lower.contains(author.toLowerCase(Locale.ROOT))) {
      add(
          changes,
          Change.Kind.REPLY_ADDRESS_CHANGED,
          Change.Weight.USUAL,
          "answers go to the author still, " + author,
          null,
          after);
      return;
    }
    boolean own =
        by != null && (lower.contains("@" + by.text()) || lower.contains("." + by.text()));
    add(
        changes,
        Change.Kind.REPLY_ADDRESS_CHANGED,
        own ? Change.Weight.USUAL : Change.Weight.NOTABLE,
        after == null
            ? "answers no longer go to " + before
            : "answers go to " + after + (before == null ? "" : " instead of " + before),
        before,
        after);
  }

  private static void field(
      List<Change> changes, String name, List<String> old, List<String> current) {
    boolean recipients = name.equals("to") || name.equals("cc");
    boolean usual = name.startsWith("list-") || USUAL_FIELDS.contains(name);
    boolean identity = name.equals("message-id") || name.equals("date") || recipients;
    List<String> added = minus(current, old);
    List<String> removed = minus(old, current);
    Change.Weight weight =
        usual || (!identity && removed.isEmpty()) ? Change.Weight.USUAL : Change.Weight.NOTABLE;
    if (removed.isEmpty() && added.isEmpty()) {
      add(
          changes,
          Change.Kind.FIELD_CHANGED,
          Change.Weight.USUAL,
          "the " + name + " fields changed places",
          join(old),
          join(current));
    } else if (recipients) {
      add(
          changes,
          Change.Kind.RECIPIENTS_CHANGED,
          weight,
          "the field " + name + " names other recipients",
          join(old),
          join(current));
    } else if (removed.isEmpty()) {
      add(
          changes,
          Change.Kind.FIELD_ADDED,
          weight,
          "the field " + name + " was added",
          null,
          join(added));
    } else if (added.isEmpty()) {
      add(
          changes,
          Change.Kind.FIELD_REMOVED,
          weight,
          "the field " + name + " was removed",
          join(removed),
          null);
    } else {
      add(
          changes,
          Change.Kind.FIELD_CHANGED,
          weight,
          "the field " + name + " was changed",
          join(removed),
          join(added));
    }
  }

  private static List<String> minus(List<String> all, List<String> without) {
    List<String> left = new ArrayList<>(all);
    without.forEach(left::remove);
    return left;
  }
}
