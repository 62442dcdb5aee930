package dev.indicia.trust.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SightingsTest {
  @Test
  void sightings_areCountedUpToEight() {
    Sightings seen = new Sightings();
    for (int i = 0; i < 20; i++) {
      seen.see(i, i % 2, i % 4 == 0, 100 + i);
    }
    assertThat(seen.counterparts()).isEqualTo(8);
    assertThat(seen.places()).isEqualTo(2);
    assertThat(seen.times()).isEqualTo(20);
    assertThat(seen.accused()).isEqualTo(5);
    assertThat(seen.firstDay()).isEqualTo(100);
    assertThat(seen.lastDay()).isEqualTo(119);
    assertThat(seen.has(3)).isTrue();
    assertThat(seen.has(200)).isFalse();
  }

  @Test
  void firstSighting_setsBothDays() {
    Sightings seen = new Sightings();
    seen.see(0, 0, false, 20_000);
    assertThat(seen.firstDay()).isEqualTo(20_000);
    assertThat(seen.lastDay()).isEqualTo(20_000);
    assertThat(seen.counterparts()).as("a mark of 0 counts too").isEqualTo(1);
  }

  @Test
  void acquitted_isSeenAndNotAccused() {
    Sightings seen = new Sightings();
    seen.see(1, 1, true, 100);
    seen.acquit();
    assertThat(seen.accused()).isZero();
    assertThat(seen.times()).isEqualTo(1);
  }

  @Test
  void merge_isTheSameFromBothSides() throws IOException {
    assertThat(merged(true)).isEqualTo(merged(false));
  }

  private static String merged(boolean first) {
    Sightings one = new Sightings();
    one.see(1, 10, true, 100);
    one.see(2, 10, false, 103);
    Sightings other = new Sightings();
    other.see(2, 11, true, 98);
    Sightings into = first ? one : other;
    into.merge(first ? other : one);
    return into.counterparts()
        + " "
        + into.places()
        + " "
        + into.times()
        + " "
        + into.accused()
        + " "
        + into.firstDay()
        + " "
        + into.lastDay();
  }

  @Test
  void mergeIntoNothing_keepsTheDays() {
    Sightings other = new Sightings();
    other.see(1, 1, false, 100);
    Sightings empty = new Sightings();
    empty.merge(other);
    assertThat(empty.firstDay()).isEqualTo(100);
    assertThat(empty.lastDay()).isEqualTo(100);
    other.merge(new Sightings());
    assertThat(other.firstDay()).isEqualTo(100);
  }

  @Test
  void written_isReadAgain() throws IOException {
    Sightings seen = new Sightings();
    seen.see(1, 2, true, 100);
    byte[] octets = Octets.of(seen::write);
    assertThat(Octets.of(Sightings.read(Octets.input(octets))::write)).isEqualTo(octets);
  }
}
