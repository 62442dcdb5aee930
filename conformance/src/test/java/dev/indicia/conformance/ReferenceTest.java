package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Reason;
import dev.indicia.message.DefectKind;
import dev.indicia.trust.FindingCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The documents under docs/ say what the code says. Lists that follow from the code alone are
 * rewritten with {@code -Dupdate=true}.
 */
class ReferenceTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.indicia");

  @Test
  void reasons_areAllDocumented() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Reasons

        Why a result is not a pass. The codes are stable: the command, the JSON and the library use the
        same words. This page is made from the code by `ReferenceTest` (`-Dupdate=true` rewrites it).
        """);
    for (Class<? extends Reason> type : enumsOf(Reason.class)) {
      page.append("\n## ").append(type.getSimpleName()).append("\n\n");
      page.append("| code | section | meaning |\n| --- | --- | --- |\n");
      for (Reason reason : type.getEnumConstants()) {
        row(page, reason.code(), reason.section(), reason.meaning());
      }
    }
    page.append("\n## DefectKind\n\n| code | section | meaning |\n| --- | --- | --- |\n");
    for (DefectKind kind : DefectKind.values()) {
      row(page, kind.code(), kind.section(), kind.meaning());
    }
    assertPage("docs/reference/reasons.md", page.toString());
  }

  @Test
  void limits_areAllDocumented() throws ReflectiveOperationException {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Limits

        Every size from outside has a limit; hitting one is a named [reason](reasons.md). All can be set through
        the library's builders. This page is made from the code by `ReferenceTest` (`-Dupdate=true` rewrites it).
        """);
    for (JavaClass type :
        CLASSES.stream().sorted(Comparator.comparing(JavaClass::getName)).toList()) {
      if (!type.getSimpleName().endsWith("Limits")
          || !type.isRecord()
          || !type.getModifiers().contains(JavaModifier.PUBLIC)) {
        continue;
      }
      Class<?> limits = type.reflect();
      Object values = limits.getField("DEFAULT").get(null);
      page.append("\n## ").append(limits.getSimpleName()).append("\n\n");
      page.append("| limit | default | meaning |\n| --- | --- | --- |\n");
      for (RecordComponent component : limits.getRecordComponents()) {
        page.append("| `").append(component.getName()).append("` | ");
        page.append(component.getAccessor().invoke(values)).append(" | ");
        page.append(parameterText(limits, component.getName())).append(" |\n");
      }
    }
    assertThat(page).contains("SpfLimits", "DkimLimits", "MessageLimits", "DnsLimits");
    assertPage("docs/reference/limits.md", page.toString());
  }

  /** The text of a record's {@code @param} in its source, on one line. */
  private static String parameterText(Class<?> type, String name) {
    String file = "/" + type.getName().replace('.', '/') + ".java";
    Path source =
        Checkout.java("main").stream()
            .filter(path -> path.toString().endsWith(file))
            .findFirst()
            .orElseThrow();
    Matcher matcher =
        Pattern.compile("@param " + name + "\\s+(.*?)(?=\\* @|\\*/)", Pattern.DOTALL)
            .matcher(Checkout.text(source));
    assertThat(matcher.find()).as(type.getSimpleName() + ": @param " + name).isTrue();
    return matcher
        .group(1)
        .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
        .replaceAll("\\{@(?:link|code)\\s+#?([^}]*)}", "$1")
        .strip();
  }

  @Test
  void findingCodes_haveTheirSections() {
    String page = Checkout.text("docs/reference/findings.md");
    Set<String> documented = new TreeSet<>();
    Matcher heading = Pattern.compile("^## `([a-z-]+)`", Pattern.MULTILINE).matcher(page);
    while (heading.find()) {
      documented.add(heading.group(1));
    }
    Set<String> real = new TreeSet<>();
    for (FindingCode code : FindingCode.values()) {
      real.add(code.code());
    }
    assertThat(documented).isEqualTo(real);
  }

  @Test
  void reasonCodes_areUniqueWithinTheirProtocol() {
    for (Class<? extends Reason> type : enumsOf(Reason.class)) {
      Set<String> codes = new TreeSet<>();
      for (Reason reason : type.getEnumConstants()) {
        assertThat(codes.add(reason.code())).as(type + " " + reason.code()).isTrue();
        assertThat(reason.code()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(reason.section()).as(reason.code()).isNotBlank();
      }
    }
  }

  @Test
  void deviations_areAllDocumented() {
    Set<String> documented = new TreeSet<>();
    Matcher heading =
        Pattern.compile("^### `([a-z0-9.-]+)`", Pattern.MULTILINE)
            .matcher(Checkout.text("docs/deviations.md"));
    while (heading.find()) {
      documented.add(heading.group(1));
    }
    Set<String> real = new TreeSet<>();
    for (Class<? extends Deviation> type : enumsOf(Deviation.class)) {
      for (Deviation deviation : type.getEnumConstants()) {
        assertThat(real.add(deviation.id())).as("unique: " + deviation.id()).isTrue();
      }
    }
    assertThat(real).hasSizeGreaterThan(5);
    assertThat(documented).isEqualTo(real);
  }

  @Test
  void publicTypesOfProtocols_standInTheGlossary() {
    String terms = Checkout.text("docs/reference/terms.md");
    List<String> missing = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      String pack = type.getPackageName();
      boolean protocol =
          pack.matches(
              "dev\\.indicia(\\.(authres|spf|dkim|arc|dmarc|iprev|report|content|trust(\\.[a-z]+)?))?");
      if (protocol
          && type.getModifiers().contains(JavaModifier.PUBLIC)
          && type.getEnclosingClass().isEmpty()
          && !terms.contains("`" + type.getSimpleName() + "`")) {
        missing.add(type.getSimpleName());
      }
    }
    assertThat(missing).as("public types missing from docs/reference/terms.md").isEmpty();
  }

  @Test
  void standardsPage_namesClassesThatExist() {
    Set<String> names = new TreeSet<>();
    for (Path source : Checkout.java("main")) {
      names.add(source.getFileName().toString().replace(".java", ""));
    }
    for (Path source : Checkout.java("test")) {
      names.add(source.getFileName().toString().replace(".java", ""));
    }
    Matcher code =
        Pattern.compile("`([A-Z][A-Za-z0-9]+)`").matcher(Checkout.text("docs/standards.md"));
    Set<String> unknown = new TreeSet<>();
    int seen = 0;
    while (code.find()) {
      seen++;
      if (!names.contains(code.group(1))) {
        unknown.add(code.group(1));
      }
    }
    assertThat(seen).isGreaterThan(20);
    assertThat(unknown).as("classes in docs/standards.md that do not exist").isEmpty();
  }

  private static void row(StringBuilder page, String code, String section, String meaning) {
    page.append("| `").append(code).append("` | ").append(section).append(" | ").append(meaning);
    page.append(" |\n");
  }

  /** Every enum of ours that implements the interface, in order of its name. */
  @SuppressWarnings("unchecked")
  private static <T> List<Class<? extends T>> enumsOf(Class<T> contract) {
    List<Class<? extends T>> found = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      if (type.isAssignableTo(contract) && type.isEnum()) {
        found.add((Class<? extends T>) type.reflect());
      }
    }
    found.sort(Comparator.comparing(Class::getName));
    assertThat(found).as("enums that are a " + contract.getSimpleName()).isNotEmpty();
    return found;
  }

  private static void assertPage(String path, String expected) {
    Path file = Checkout.root().resolve(path);
    try {
      if (Boolean.getBoolean("update")) {
        Files.writeString(file, expected);
      }
      assertThat(Files.exists(file) ? Checkout.text(file) : "")
          .as(path + " (rewrite it with -Dupdate=true)")
          .isEqualTo(expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
