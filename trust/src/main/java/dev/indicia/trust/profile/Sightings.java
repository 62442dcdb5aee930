package dev.indicia.trust.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Where one thing was seen: a signature at its recipients, a telephone number or a host in texts
 * that others wrote. Bounded: eight marks of each. Not thread-safe.
 */
public final class Sightings {
  private static final int MARKS = 8;

  private long who;
  private long where;
  private int times;
  private int accused;
  private int days;

  /** Different counterparts, up to eight. */
  public int counterparts() {
    return marks(who);
  }

  /** Different networks or senders, up to eight. */
  public int places() {
    return marks(where);
  }

  /** Times seen, those accused included. */
  public int times() {
    return times;
  }

  /** Times that the message it was seen in was accused. */
  public int accused() {
    return accused;
  }

  /** Day it was seen first, in days since 1970. */
  public int firstDay() {
    return Usage.first(days);
  }

  /** Day it was seen last, in days since 1970. */
  public int lastDay() {
    return Usage.last(days);
  }

  /** Whether that counterpart is among those seen. */
  public boolean has(int counterpart) {
    return hasMark(who, mark(counterpart));
  }

  /** Notes one sighting. */
  public void see(int counterpart, int place, boolean accusation, int day) {
    days = times == 0 ? Usage.days(day, day) : Usage.until(days, day);
    who = with(who, mark(counterpart));
    where = with(where, mark(place));
    times++;
    accused += accusation ? 1 : 0;
  }

  /** Takes an accusation back, as an operator found it wrong. */
  public void acquit() {
    accused = 0;
  }

  /** Adds what was seen elsewhere. */
  public void merge(Sightings other) {
    if (other.times > 0) {
      days =
          times == 0
              ? other.days
              : Usage.until(Usage.until(days, Usage.first(other.days)), other.lastDay());
    }
    for (int i = 0; i < MARKS; i++) {
      who = with(who, (int) (other.who >>> 8 * i) & 0xff);
      where = with(where, (int) (other.where >>> 8 * i) & 0xff);
    }
    times += other.times;
    accused += other.accused;
  }

  private static int mark(int value) {
    return Math.floorMod(value, 255) + 1;
  }

  private static int marks(long marks) {
    int count = 0;
    for (int i = 0; i < MARKS; i++) {
      count += (marks >>> 8 * i & 0xff) != 0 ? 1 : 0;
    }
    return count;
  }

  private static boolean hasMark(long marks, int mark) {
    for (int i = 0; i < MARKS; i++) {
      if ((marks >>> 8 * i & 0xff) == mark) {
        return true;
      }
    }
    return false;
  }

  private static long with(long marks, int mark) {
    if (mark == 0 || hasMark(marks, mark)) {
      return marks;
    }
    for (int i = 0; i < MARKS; i++) {
      if ((marks >>> 8 * i & 0xff) == 0) {
        return marks | (long) mark << 8 * i;
      }
    }
    return marks;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(who);
    out.writeLong(where);
    out.writeInt(times);
    out.writeInt(accused);
    out.writeInt(days);
  }

  static Sightings read(DataInput in) throws IOException {
    Sightings sightings = new Sightings();
    sightings.who = in.readLong();
    sightings.where = in.readLong();
    sightings.times = in.readInt();
    sightings.accused = in.readInt();
    sightings.days = in.readInt();
    return sightings;
  }
}
