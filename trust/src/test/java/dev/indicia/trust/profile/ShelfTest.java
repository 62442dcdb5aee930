package dev.indicia.trust.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShelfTest {
  /** A text that grows. */
  private static final Shelf.Form<StringBuilder> GROWING =
      new Shelf.Form<>(
          StringBuilder::new,
          (value, out) -> out.writeUTF(value.toString()),
          in -> new StringBuilder(in.readUTF()),
          StringBuilder::append,
          StringBuilder::length,
          StringBuilder::length);

  private static byte[] octets(Shelf<StringBuilder> shelf) throws IOException {
    return Octets.of((DataOutput out) -> {
      String[] keys = shelf.keys();
      Arrays.sort(keys);
      for (String key : keys) {
        out.writeUTF(key);
        shelf.write(key, out);
      }
    });
  }

  @Test
  void aShelfWithFewReady_isLikeAMap_whateverIsDoneToIt() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Shelf<StringBuilder> shelf = new Shelf<>(GROWING, 3);
      Map<String, String> map = new TreeMap<>();
      for (int i = 0; i < 400; i++) {
        String key = "k" + random.nextInt(20);
        String more = "abc".repeat(random.nextInt(30)) + random.nextInt(10);
        switch (random.nextInt(6)) {
          case 0, 1 -> {
            shelf.getOrMake(key).append(more);
            map.merge(key, more, String::concat);
          }
          case 2 -> {
            shelf.merge(key, new StringBuilder(more));
            map.merge(key, more, String::concat);
          }
          case 3 -> assertThat(shelf.remove(key)).isEqualTo(map.remove(key) != null);
          case 4 ->
              assertThat(shelf.get(key) == null ? null : shelf.get(key).toString())
                  .isEqualTo(map.get(key));
          default -> {
            int day = random.nextInt(40);
            List<String> gone = new ArrayList<>();
            map.forEach((k, v) -> {
              if (v.length() < day) {
                gone.add(k);
              }
            });
            assertThat(shelf.forget(day)).containsExactlyInAnyOrderElementsOf(gone);
            gone.forEach(map::remove);
          }
        }
        assertThat(shelf.size()).isEqualTo(map.size());
        assertThat(shelf.deliveries())
            .isEqualTo(map.values().stream().mapToLong(String::length).sum());
      }
      Map<String, String> found = new TreeMap<>();
      shelf.forEach((key, value) -> found.put(key, value.toString()));
      assertThat(found).isEqualTo(map);
      Shelf<StringBuilder> read = new Shelf<>(GROWING, 5);
      DataInput in = Octets.input(octets(shelf));
      for (int i = 0; i < shelf.size(); i++) {
        read.read(in.readUTF(), in);
      }
      assertThat(octets(read)).as("whatever rests").isEqualTo(octets(shelf));
    }
  }

  @Test
  void goingThroughAll_doesNotCountAsAsking() throws IOException {
    Shelf<StringBuilder> shelf = new Shelf<>(GROWING, 2);
    shelf.getOrMake("b");
    shelf.getOrMake("a");
    assertThat(shelf.get("b")).isNotNull();
    shelf.forEach((key, value) -> {});
    assertThat(octets(shelf)).isNotEmpty();
    shelf.getOrMake("c");
    assertThat(shelf.isResting("a")).as("it was asked for longest ago").isTrue();
    assertThat(shelf.isResting("b")).isFalse();
  }

  @Test
  void whatRests_takesLess() throws IOException {
    Shelf<StringBuilder> shelf = new Shelf<>(GROWING, 1);
    shelf.getOrMake("a").append("the same words ".repeat(100));
    shelf.getOrMake("b");
    assertThat(shelf.restingOctets()).isBetween(1L, 200L);
    assertThat(shelf.get("a")).hasToString("the same words ".repeat(100));
  }
}
