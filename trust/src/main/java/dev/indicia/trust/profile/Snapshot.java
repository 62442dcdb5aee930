package dev.indicia.trust.profile;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Profiles being written piece by piece, while they go on learning in between. Each entry is
 * written as it is in its turn; what it learns afterwards is {@link #missing} from the snapshot and
 * has to be kept beside it. Not thread-safe: used where the profiles are, but for {@link #arrange}.
 */
public final class Snapshot {
  private static final ProfileKey.Kind[] KINDS = ProfileKey.Kind.values();

  private final Profiles profiles;
  private boolean begun;
  private boolean ended;

  /** Which kind of entries has its turn: an index of {@link #KINDS}. */
  private int turn;

  /** The keys of that kind when its turn came; null before. */
  private String @Nullable [] keys;

  private boolean arranged;
  private int next;

  /** Entries that came to be after the turn of their kind began: they are never written. */
  private final Map<ProfileKey.Kind, Set<String>> born = new EnumMap<>(ProfileKey.Kind.class);

  Snapshot(Profiles profiles) {
    this.profiles = profiles;
  }

  /**
   * Writes one entry more.
   *
   * @return false when everything is written
   */
  public boolean next(DataOutput out) throws IOException {
    if (!begun) {
      profiles.writeHead(out);
      begun = true;
      return true;
    }
    if (turn == KINDS.length) {
      if (!ended) {
        profiles.writeTail(out);
        ended = true;
      }
      return false;
    }
    ProfileKey.Kind kind = KINDS[turn];
    String[] all = keys;
    if (all == null) {
      keys = profiles.entries(kind).keys();
      next = 0;
      arranged = false;
      return true;
    }
    arrange();
    if (next == all.length) {
      out.writeBoolean(false);
      keys = null;
      turn++;
      return true;
    }
    String key = all[next++];
    if (!born(kind).contains(key) && profiles.entries(kind).holds(key)) {
      out.writeBoolean(true);
      out.writeUTF(key);
      profiles.entries(kind).write(key, out);
    }
    return true;
  }

  /** Whether {@link #arrange} has something to do. */
  public boolean isToArrange() {
    return keys != null && !arranged;
  }

  /** Puts keys in order; may be called while the profiles are used, but not with other methods. */
  public void arrange() {
    String[] all = keys;
    if (all != null && !arranged) {
      Arrays.sort(all);
      arranged = true;
    }
  }

  private Set<String> born(ProfileKey.Kind kind) {
    return born.computeIfAbsent(kind, k -> new HashSet<>());
  }

  /**
   * The part of the lessons that is not in what is written and will not be: to be asked before the
   * profiles take them. Entries are shared with the lessons.
   */
  public Profiles missing(Profiles lessons) {
    return lessons.part(this::isWritten, ended);
  }

  private boolean isWritten(ProfileKey.Kind kind, String key) {
    int place = turn == KINDS.length ? -1 : kind.compareTo(KINDS[turn]);
    if (place != 0) {
      return place < 0;
    }
    String[] all = keys;
    if (all == null) {
      return false;
    }
    if (!profiles.entries(kind).holds(key)) {
      born(kind).add(key);
    }
    return born(kind).contains(key)
        || (next > 0 && key.compareTo(all[Math.min(next, all.length) - 1]) <= 0);
  }
}
