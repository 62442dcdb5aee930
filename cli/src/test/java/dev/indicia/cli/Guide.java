package dev.indicia.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The blocks of one section of a guide in docs/guides, to be run as they stand. */
record Guide(String name, List<String> blocks) {
  /** The blocks of all sections. */
  static Guide of(String name) throws IOException {
    return of(name, "");
  }

  /** The blocks below a heading and those it contains; "" for the whole page. */
  static Guide of(String name, String heading) throws IOException {
    Path file = Samples.docs().resolveSibling("guides").resolve(name);
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    boolean inside = heading.isEmpty();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("```")) {
        if (block != null && inside) {
          blocks.add(block.toString());
        }
        block = block == null ? new StringBuilder() : null;
      } else if (block != null) {
        block.append(line).append('\n');
      } else if (line.startsWith("## ") && !heading.isEmpty()) {
        inside = line.equals("## " + heading);
      }
    }
    return new Guide(name + ", " + heading, blocks);
  }

  /**
   * The block that begins with this line.
   *
   * @param changed what stands in the guide, and what stands there in the test
   */
  String block(String firstLine, Map<String, String> changed) {
    String block =
        blocks.stream()
            .filter(text -> text.startsWith(firstLine + "\n"))
            .reduce((one, other) -> {
              throw new AssertionError("two blocks: " + firstLine);
            })
            .orElseThrow(() -> new AssertionError(name + " has no block " + firstLine));
    return change(block, changed);
  }

  /** The words of the only command line that begins like this, those behind the beginning. */
  List<String> command(String beginning, Map<String, String> changed) {
    List<String> lines =
        blocks.stream()
            .flatMap(String::lines)
            .filter(line -> line.startsWith(beginning + " "))
            .toList();
    if (lines.size() != 1) {
      throw new AssertionError(name + " has not one line " + beginning + " but " + lines);
    }
    String line = change(lines.getFirst().substring(beginning.length()), changed);
    return Stream.of(line.strip().split(" +")).toList();
  }

  private String change(String text, Map<String, String> changed) {
    String out = text;
    for (Map.Entry<String, String> entry : changed.entrySet()) {
      if (!text.contains(entry.getKey())) {
        throw new AssertionError(name + " does not say " + entry.getKey() + ":\n" + text);
      }
      out = out.replace(entry.getKey(), entry.getValue());
    }
    return out;
  }
}
