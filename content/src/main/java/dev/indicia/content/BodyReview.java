package dev.indicia.content;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.shown.AttachedPart;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Shown;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is shown of a body before and after somebody changed it. One use, one thread. */
final class BodyReview {
  /** Pairs of paragraphs that are compared; texts with more are taken as rewritten in between. */
  private static final int PAIRS_MAX = 1 << 20;

  /** Part of the letters that has to stay for a text to be the same text. */
  private static final double KEPT_MIN = 0.5;

  private final List<Block> before;
  private final List<Block> after;
  private final Shown shownBefore;
  private final Shown shownAfter;
  private final @Nullable DomainName by;

  BodyReview(Shown before, Shown after, @Nullable DomainName by) {
    this.shownBefore = before;
    this.shownAfter = after;
    this.before = body(before);
    this.after = body(after);
    this.by = by;
  }

  private static List<Block> body(Shown shown) {
    return shown.blocks().stream()
        .filter(block -> block.place() == Block.Place.BODY || block.place() == Block.Place.CALENDAR)
        .toList();
  }

  /** Adds what changed; where the octets changed and nothing shows, that. */
  void addTo(List<Change> changes, boolean octetsChanged) {
    int count = changes.size();
    text(changes);
    links(changes);
    parts(changes);
    if (octetsChanged && changes.size() == count) {
      changes.add(
          new Change(
              Change.Kind.FORM_CHANGED,
              Change.Weight.USUAL,
              "the body is encoded in another way and shows the same",
              null,
              null));
    }
  }

  private void text(List<Change> changes) {
    boolean[] kept = new boolean[before.size()];
    boolean[] known = new boolean[after.size()];
    match(kept, known);
    long letters = 0;
    long stayed = 0;
    for (int i = 0; i < kept.length; i++) {
      int length = before.get(i).plain().length();
      letters += length;
      stayed += kept[i] ? length : 0;
    }
    if (letters > 0 && stayed < KEPT_MIN * letters && !after.isEmpty()) {
      changes.add(
          new Change(
              Change.Kind.BODY_REWRITTEN,
              Change.Weight.GRAVE,
              "the text was rewritten: " + 100 * stayed / letters + " % of it stayed",
              RevisionReview.cut(all(before)),
              RevisionReview.cut(all(after))));
      return;
    }
    int i = 0;
    int j = 0;
    while (i < kept.length || j < known.length) {
      int from = i;
      int other = j;
      while (i < kept.length && !kept[i]) {
        i++;
      }
      while (j < known.length && !known[j]) {
        j++;
      }
      if (i > from || j > other) {
        piece(changes, from, i, other, j);
      }
      i++;
      j++;
    }
  }

  private void piece(List<Change> changes, int from, int to, int other, int otherTo) {
    String old = all(before.subList(from, to));
    String now = all(after.subList(other, otherTo));
    if (now.isEmpty()) {
      changes.add(
          new Change(
              Change.Kind.TEXT_REMOVED,
              Change.Weight.NOTABLE,
              lines(to - from) + " removed",
              RevisionReview.cut(old),
              null));
    } else if (!old.isEmpty()) {
      changes.add(
          new Change(
              Change.Kind.TEXT_CHANGED,
              Change.Weight.NOTABLE,
              lines(to - from) + " became " + lines(otherTo - other) + " that say something else",
              RevisionReview.cut(old),
              RevisionReview.cut(now)));
    } else {
      added(changes, other, otherTo, now);
    }
  }

  private void added(List<Change> changes, int from, int to, String text) {
    Set<String> foreign = new LinkedHashSet<>();
    for (Link link : shownAfter.links()) {
      int block = link.block();
      boolean inside =
          block >= 0
              && block < shownAfter.blocks().size()
              && after.subList(from, to).contains(shownAfter.blocks().get(block));
      if (inside && link.host() != null && !isOwn(link.host())) {
        foreign.add(link.host());
      }
    }
    boolean end = to == after.size();
    Change.Kind kind =
        end
            ? Change.Kind.FOOTER_ADDED
            : from == 0 ? Change.Kind.BANNER_ADDED : Change.Kind.TEXT_ADDED;
    String what = end ? "a footer" : from == 0 ? "a banner" : "text in the middle";
    boolean usual = kind != Change.Kind.TEXT_ADDED && foreign.isEmpty();
    changes.add(
        new Change(
            kind,
            usual ? Change.Weight.USUAL : Change.Weight.NOTABLE,
            what
                + " of "
                + lines(to - from)
                + " added"
                + (foreign.isEmpty() ? "" : ", with links to " + String.join(", ", foreign)),
            null,
            RevisionReview.cut(text)));
  }

  private boolean isOwn(String host) {
    return by != null && (host.equals(by.text()) || host.endsWith("." + by.text()));
  }

  private static String lines(int count) {
    return count == 1 ? "1 paragraph" : count + " paragraphs";
  }

  private static String all(List<Block> blocks) {
    return String.join("\n", blocks.stream().map(Block::text).toList());
  }

  /** Which paragraphs stayed, in order: a longest common subsequence, the ends taken first. */
  private void match(boolean[] kept, boolean[] known) {
    int head = 0;
    int least = Math.min(kept.length, known.length);
    while (head < least && isSame(head, head)) {
      kept[head] = true;
      known[head++] = true;
    }
    int end = kept.length;
    int otherEnd = known.length;
    while (end > head && otherEnd > head && isSame(end - 1, otherEnd - 1)) {
      kept[--end] = true;
      known[--otherEnd] = true;
    }
    int rows = end - head;
    int columns = otherEnd - head;
    if (rows == 0 || columns == 0 || (long) rows * columns > PAIRS_MAX) {
      return;
    }
    int width = columns + 1;
    int[] longest = new int[(rows + 1) * width];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        longest[i * width + j] =
            isSame(head + i, head + j)
                ? longest[(i + 1) * width + j + 1] + 1
                : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < rows && j < columns) {
      if (isSame(head + i, head + j)) {
        kept[head + i++] = true;
        known[head + j++] = true;
      } else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  private boolean isSame(int i, int j) {
    return before.get(i).plain().equals(after.get(j).plain());
  }

  /** Links whose text stayed and whose target did not; then targets that came and went. */
  private void links(List<Change> changes) {
    List<Link> old = new ArrayList<>(shownBefore.links());
    List<Link> now = new ArrayList<>(shownAfter.links());
    Set<String> still = new LinkedHashSet<>();
    now.forEach(link -> still.add(link.target()));
    Set<String> were = new LinkedHashSet<>();
    old.forEach(link -> were.add(link.target()));
    old.removeIf(link -> still.contains(link.target()));
    now.removeIf(link -> were.contains(link.target()));
    for (Link link : now) {
      Link replaced = replacedBy(link, old);
      if (replaced != null) {
        old.remove(replaced);
        changes.add(replacement(replaced, link));
      } else if (link.source() != Link.Source.TEXT) {
        String host = link.host();
        changes.add(
            new Change(
                Change.Kind.LINK_ADDED,
                host == null || isOwn(host) ? Change.Weight.USUAL : Change.Weight.NOTABLE,
                "a link to " + (host == null ? link.scheme() : host) + " added",
                null,
                RevisionReview.cut(link.target())));
      }
    }
    for (Link link : old) {
      changes.add(
          new Change(
              Change.Kind.LINK_REMOVED,
              Change.Weight.NOTABLE,
              "a link to " + (link.host() == null ? link.scheme() : link.host()) + " removed",
              RevisionReview.cut(link.target()),
              null));
    }
  }

  /** The link before that stood under the same text, or is inside the new one. */
  private @Nullable Link replacedBy(Link link, List<Link> candidates) {
    for (Link candidate : candidates) {
      if (isInside(candidate.target(), link.target())) {
        return candidate;
      }
    }
    String text = textOf(shownAfter, link);
    for (Link candidate : candidates) {
      if (!text.isEmpty() && text.equals(textOf(shownBefore, candidate))) {
        return candidate;
      }
    }
    return null;
  }

  private static String textOf(Shown shown, Link link) {
    int block = link.block();
    return block < 0 || block >= shown.blocks().size() ? "" : shown.blocks().get(block).plain();
  }

  private Change replacement(Link old, Link now) {
    boolean wrapped = isInside(old.target(), now.target());
    String host = now.host() == null ? now.scheme() : now.host();
    boolean sameHost = old.host() != null && old.host().equals(now.host());
    Change.Weight weight =
        wrapped ? Change.Weight.NOTABLE : sameHost ? Change.Weight.NOTABLE : Change.Weight.GRAVE;
    return new Change(
        wrapped ? Change.Kind.LINK_WRAPPED : Change.Kind.LINK_REPLACED,
        weight,
        wrapped
            ? "a link now goes by way of " + host + ", which learns of each click"
            : "a link goes to "
                + host
                + " instead of "
                + (old.host() == null ? old.scheme() : old.host()),
        RevisionReview.cut(old.target()),
        RevisionReview.cut(now.target()));
  }

  /** Whether the longer address carries the shorter one, as written or percent-encoded. */
  private static boolean isInside(String shorter, String longer) {
    if (shorter.length() < 8 || longer.length() <= shorter.length()) {
      return false;
    }
    if (longer.contains(shorter)) {
      return true;
    }
    try {
      return URLDecoder.decode(longer, StandardCharsets.UTF_8).contains(shorter);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void parts(List<Change> changes) {
    List<AttachedPart> old = new ArrayList<>(shownBefore.parts());
    List<AttachedPart> now = new ArrayList<>(shownAfter.parts());
    shownAfter.parts().forEach(part -> old.remove(part));
    shownBefore.parts().forEach(part -> now.remove(part));
    for (AttachedPart part : now) {
      AttachedPart same =
          old.stream().filter(other -> name(other).equals(name(part))).findFirst().orElse(null);
      if (same != null) {
        old.remove(same);
        changes.add(
            new Change(
                Change.Kind.PART_CHANGED,
                Change.Weight.GRAVE,
                "the attachment " + name(part) + " was changed",
                same.type() + ", " + same.octets() + " octets",
                part.type() + ", " + part.octets() + " octets"));
      } else {
        changes.add(
            new Change(
                Change.Kind.PART_ADDED,
                Change.Weight.GRAVE,
                "the attachment " + name(part) + " was added",
                null,
                part.type() + ", " + part.octets() + " octets"));
      }
    }
    for (AttachedPart part : old) {
      changes.add(
          new Change(
              Change.Kind.PART_REMOVED,
              Change.Weight.NOTABLE,
              "the attachment " + name(part) + " was removed",
              part.type() + ", " + part.octets() + " octets",
              null));
    }
  }

  private static String name(AttachedPart part) {
    String filename = part.filename();
    return filename == null ? "(" + part.type() + ")" : "\"" + filename + "\"";
  }
}
