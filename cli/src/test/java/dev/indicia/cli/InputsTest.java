package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
  private static final String SEPARATOR = "From a@a.example Tue May 12 08:00:00 2026\n";

  @TempDir Path folder;

  private List<Item> items(String in, String... paths) {
    List<Item> items = new ArrayList<>();
    try (InputStream stream =
        new java.io.ByteArrayInputStream(in.getBytes(StandardCharsets.ISO_8859_1))) {
      new Inputs(stream, 1 << 20, new ReadProgress(), items::add).read(List.of(paths));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return items;
  }

  private List<String> ids(String... paths) {
    return items("", paths).stream().map(Item::id).toList();
  }

  @Test
  void folder_isReadInOrderOfNames_withoutHiddenAndOtherFiles() {
    for (String name :
        List.of("b.eml", "a.eml", "sub/z", "sub/y.eml", ".hidden", "zone.zone", "list.jsonl")) {
      Samples.write(folder, name, "From: a@a.example\n\nx\n");
    }
    String root = folder.toString();
    assertThat(ids(root))
        .containsExactly(root + "/a.eml", root + "/b.eml", root + "/sub/y.eml", root + "/sub/z");
    assertThat(ids(root + "/")).first().isEqualTo(root + "/a.eml");
  }

  @Test
  void maildir_isCurAndNew_withItsSubfolders() throws IOException {
    for (String name :
        List.of("cur/2:2,S", "new/1", "tmp/3", "dovecot.index", ".Sent/cur/4", ".Sent/new/5")) {
      Samples.write(folder, name, "From: a@a.example\n\nx\n");
    }
    Files.createDirectories(folder.resolve("other"));
    String root = folder.toString();
    assertThat(ids(root))
        .containsExactly(
            root + "/.Sent/cur/4", root + "/.Sent/new/5", root + "/cur/2:2,S", root + "/new/1");
  }

  @Test
  void mbox_numbersItsMessages() {
    String two = SEPARATOR + "From: a@a.example\n\none\n\n" + SEPARATOR + "Subject: x\n\ntwo\n";
    String file = Samples.write(folder, "box", two).toString();
    assertThat(ids(file)).containsExactly(file + "#1", file + "#2");
    assertThat(items(two, "-").stream().map(Item::id)).containsExactly("-#1", "-#2");
  }

  @Test
  void oneMessageBehindAFromLine_keepsItsPath_butNotInAnMbox() {
    String one = SEPARATOR + "From: a@a.example\n\none\n";
    String file = Samples.write(folder, "single", one).toString();
    String mbox = Samples.write(folder, "single.mbox", one).toString();
    String eml = Samples.write(folder, "single.eml", one + "\n" + one).toString();
    assertThat(ids(file, mbox, eml)).containsExactly(file, mbox + "#1", eml);
  }

  @Test
  void linkToAFolder_isNotFollowedInsideAFolder() throws IOException {
    Samples.write(folder, "a.eml", "From: a@a.example\n\nx\n");
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    assertThat(ids(folder.toString())).containsExactly(folder + "/a.eml");
  }

  @Test
  void deadLink_isAnErrorAndTheOthersGoOn() throws IOException {
    Files.createSymbolicLink(folder.resolve("a.eml"), folder.resolve("nowhere"));
    Samples.write(folder, "b.eml", "From: a@a.example\n\nx\n");
    List<Item> items = items("", folder.toString());
    assertThat(items).hasSize(2);
    assertThat(items.get(0).content()).isInstanceOf(Content.Unreadable.class);
  }

  @Test
  void emptyInput_isOneMessage() {
    assertThat(items("", "-")).hasSize(1);
    assertThat(items("", Samples.write(folder, "empty", "").toString())).hasSize(1);
  }

  @Test
  void emptyName_isNotFound() {
    assertThat(items("", "").get(0).content()).isInstanceOf(Content.Unreadable.class);
  }

  @Test
  void sortedFolder_givesAllNamesInOrder_withFewKept() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 257; i++) {
      String name = Integer.toString(i * 7919 % 257, 36);
      Samples.write(folder, "names/" + name, "");
      expected.add(name);
    }
    expected.sort(null);
    SortedFolder names = new SortedFolder(folder.resolve("names"), 10);
    List<String> actual = new ArrayList<>();
    for (String name = names.next(); name != null; name = names.next()) {
      actual.add(name);
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(names.count()).isEqualTo(257);
  }
}
