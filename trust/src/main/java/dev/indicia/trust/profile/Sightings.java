package dev.indicia.trust.profile;

import dev.indicia.trust.template.Marks;
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
    return Marks.count(who, MARKS);
  }

  /** Different networks or senders, up to eight. */
  public int places() {
    return Marks.count(where, MARKS);
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
    return Marks.has(who, mark(counterpart), MARKS);
  }

  /** Notes one sighting. */
  public void see(int counterpart, int place, boolean accusation, int day) {
    days = times == 0 ? Usage.days(day, day) : Usage.until(days, day);
    who = Marks.with(who, mark(counterpart), MARKS);
    where = Marks.with(where, mark(place), MARKS);
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
    who = Marks.united(who, other.who, MARKS);
    where = Marks.united(where, other.where, MARKS);
    times += other.times;
    accused += other.accused;
  }

  private static int mark(int value) {
    return Math.floorMod(value, 255) + 1;
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
