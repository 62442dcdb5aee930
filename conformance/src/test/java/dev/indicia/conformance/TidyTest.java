package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The habits of docs/internals/style.md that a machine can check. */
class TidyTest {
  private static final int FUNCTION_LINES_MAX = 70;
  private static final int FILE_LINES_MAX = 600;

  /** Longer than the limit, each with its reason. */
  private static final Map<String, String> LONG_ON_PURPOSE = Map.of();

  private static final Set<String> TEXT_ENDINGS =
      Set.of("java", "md", "xml", "json", "yaml", "yml", "txt", "zone", "eml", "sh", "properties");

  @Test
  void functionsAndFiles_areShort() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> tooLong = new ArrayList<>();
    List<Path> sources = Checkout.java("main");
    assertThat(sources).hasSizeGreaterThan(80);
    for (Path source : sources) {
      long lines = Checkout.text(source).lines().count();
      if (lines > FILE_LINES_MAX) {
        tooLong.add(source.getFileName() + ": " + lines + " lines");
      }
    }
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  diagnostic -> {},
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new MethodLengths(unit, positions, tooLong).scan(unit, null);
      }
    }
    tooLong.removeIf(entry -> LONG_ON_PURPOSE.keySet().stream().anyMatch(entry::startsWith));
    assertThat(tooLong).as("functions over 70 lines and files over 600").isEmpty();
  }

  private static final class MethodLengths extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> tooLong;

    MethodLengths(CompilationUnitTree unit, SourcePositions positions, List<String> tooLong) {
      this.unit = unit;
      this.positions = positions;
      this.tooLong = tooLong;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      if (method.getBody() != null) {
        LineMap map = unit.getLineMap();
        long from = map.getLineNumber(positions.getStartPosition(unit, method.getBody()));
        long to = map.getLineNumber(positions.getEndPosition(unit, method.getBody()));
        if (to - from + 1 > FUNCTION_LINES_MAX) {
          tooLong.add(
              Path.of(unit.getSourceFile().getName()).getFileName()
                  + "#"
                  + method.getName()
                  + ": "
                  + (to - from + 1)
                  + " lines");
        }
      }
      return super.visitMethod(method, unused);
    }
  }

  @Test
  void noFile_namesWhatDoesNotBelongThere() {
    // Put together here so that this file does not contain what it looks for.
    List<Pattern> banned =
        List.of(
            Pattern.compile("/wo" + "rk/(main|shared)|/fa" + "rm/"),
            Pattern.compile("repo1?\\.mav" + "en|registry\\.np" + "mjs|nexus\\."),
            Pattern.compile("\\bTO" + "DO\\b|\\bFIX" + "ME\\b"),
            Pattern.compile("@Disa" + "bled\\b"),
            Pattern.compile("BEGIN (RSA |EC )?PRIVATE K" + "EY-----\\s*\\n[A-Za-z0-9+/=]{60}"));
    List<String> found = new ArrayList<>();
    for (Path file : Checkout.files()) {
      if (!isText(file)) {
        continue;
      }
      String text = Checkout.text(file);
      for (Pattern pattern : banned) {
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
          found.add(Checkout.root().relativize(file) + ": " + matcher.group());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static boolean isText(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 || TEXT_ENDINGS.contains(name.substring(dot + 1));
  }

  @Test
  void noFile_isLarge() throws IOException {
    List<String> large = new ArrayList<>();
    for (Path file : Checkout.files()) {
      if (Files.size(file) > 200_000) {
        large.add(Checkout.root().relativize(file) + ": " + Files.size(file) + " octets");
      }
    }
    assertThat(large).isEmpty();
  }

  @Test
  void linksInDocuments_leadSomewhere() {
    Pattern link = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
    List<String> dead = new ArrayList<>();
    int seen = 0;
    for (Path file : Checkout.files()) {
      if (!file.toString().endsWith(".md")) {
        continue;
      }
      Matcher matcher = link.matcher(Checkout.text(file));
      while (matcher.find()) {
        String target = matcher.group(1);
        if (target.startsWith("http:") || target.startsWith("https:")) {
          continue;
        }
        seen++;
        Path parent = file.getParent();
        if (parent == null || !Files.exists(parent.resolve(target))) {
          dead.add(Checkout.root().relativize(file) + " -> " + target);
        }
      }
    }
    assertThat(seen).isGreaterThan(10);
    assertThat(dead).isEmpty();
  }

  @Test
  void changelog_hasAnUnreleasedPart() {
    assertThat(Checkout.text("CHANGELOG.md")).contains("## Unreleased");
  }
}
