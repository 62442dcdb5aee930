package dev.indicia.trust.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class UsageTableTest {
  @Test
  void fullTable_keepsItsBound() {
    UsageTable table = new UsageTable(6);
    for (int i = 0; i < 1000; i++) {
      table.use("value " + i, i, 100 + i);
    }
    assertThat(table.size()).isEqualTo(6);
    assertThat(table.uses("value 999")).isEqualTo(1);
    assertThat(table.uses("value 0")).isZero();
  }

  @Test
  void fewestCounterparts_makeRoomFirst() {
    UsageTable table = new UsageTable(3);
    table.use("by two", 1, 100);
    table.use("by two", 2, 100);
    for (int i = 0; i < 50; i++) {
      table.use("by one, often", 1, 110);
    }
    table.use("by three", 1, 90);
    table.use("by three", 2, 90);
    table.use("by three", 3, 90);
    table.use("new", 1, 120);
    assertThat(table.entries("by one, often")).isZero();
    assertThat(table.entries("by two")).isEqualTo(2);
    assertThat(table.entries("by three")).isEqualTo(3);
    assertThat(table.entries("new")).isEqualTo(1);
  }

  @Test
  void amongEquals_longestUnusedMakesRoom() {
    UsageTable table = new UsageTable(2);
    table.use("old", 1, 100);
    table.use("older", 1, 90);
    table.use("new", 1, 110);
    assertThat(table.entries("older")).isZero();
    assertThat(table.entries("old")).isEqualTo(1);
  }

  @Test
  void endlessValue_isCut() {
    UsageTable table = new UsageTable(2);
    table.use("a".repeat(100_000), 1, 100);
    assertThat(table.entry(0).value()).hasSize(120);
    assertThat(table.uses("a".repeat(100_000))).isEqualTo(1);
  }

  @Test
  void other_isToldFromTheSame() {
    UsageTable table = new UsageTable(2);
    table.use("way", 1, 100);
    assertThat(table.hasOther("way", 1)).isFalse();
    assertThat(table.hasOther("way", 2)).isTrue();
    assertThat(table.hasOther("no way", 2)).isFalse();
    assertThat(table.daysUsed("way")).isZero();
    assertThat(table.daysUsed("no way")).isEqualTo(-1);
    assertThat(table.firstDay("no way")).isEqualTo(-1);
  }

  @Test
  void merge_addsWhatOthersUsed() {
    UsageTable one = new UsageTable(4);
    one.use("both", 1, 100);
    one.use("one", 1, 100);
    UsageTable other = new UsageTable(4);
    other.use("both", 2, 90);
    other.use("other", 2, 110);
    one.merge(other);
    assertThat(one.entries("both")).isEqualTo(2);
    assertThat(one.uses("both")).isEqualTo(2);
    assertThat(one.firstDay("both")).isEqualTo(90);
    assertThat(one.daysUsed("both")).isEqualTo(10);
    assertThat(one.entries("other")).isEqualTo(1);
  }

  @Test
  void written_isReadAgain() throws IOException {
    UsageTable table = new UsageTable(4);
    table.use("a", 1, 100);
    table.use("a", 2, 105);
    table.use("b", 3, 110);
    byte[] octets = Octets.of(table::write);
    UsageTable read = UsageTable.read(Octets.input(octets), 4);
    assertThat(read.entry(0)).isEqualTo(table.entry(0));
    assertThat(read.entry(1)).isEqualTo(table.entry(1));
    read.use("c", 1, 111);
    read.use("d", 1, 112);
    read.use("e", 1, 113);
    assertThat(read.size()).isEqualTo(4);
  }

  @Test
  void moreThanTheBound_isRefused() throws IOException {
    UsageTable table = new UsageTable(4);
    for (int i = 0; i < 4; i++) {
      table.use("v" + i, i, 100);
    }
    byte[] octets = Octets.of(table::write);
    assertThatThrownBy(() -> UsageTable.read(Octets.input(octets), 3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("at most 3");
  }
}
