package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The picture in ARCHITECTURE.md is the code's real structure, and the core is pure. */
class ArchitectureTest {
  private static final String ROOT = "dev.indicia";
  private static final Set<String> PRODUCT =
      Set.of("protocols", "trust", "content", "resolver", "events", "gateway", "testkit", "cli");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void manyClassesAreLooked_at() {
    assertThat(CLASSES.size()).as("a test that looks at nothing proves nothing").isGreaterThan(150);
  }

  @Test
  void drawnArrows_areTheRealImports() {
    List<String> arrows =
        Pattern.compile("^\\s*(\\w+) --> (\\w+)\\s*$", Pattern.MULTILINE)
            .matcher(Checkout.text("ARCHITECTURE.md"))
            .results()
            .map((MatchResult m) -> m.group(1) + " --> " + m.group(2))
            .toList();
    assertThat(arrows).doesNotHaveDuplicates();
    Set<String> drawn = new TreeSet<>(arrows);
    Set<String> real = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        String source = node(from);
        String target = node(dependency.getTargetClass());
        if (!source.isEmpty() && !target.isEmpty() && !source.equals(target)) {
          real.add(source + " --> " + target);
        }
      }
    }
    assertThat(drawn).as("arrows in ARCHITECTURE.md against the imports").isEqualTo(real);
  }

  @Test
  void folders_haveOneRowEach() {
    List<String> rows =
        Pattern.compile("^\\| `(\\w+)/` \\|", Pattern.MULTILINE)
            .matcher(Checkout.text("ARCHITECTURE.md"))
            .results()
            .map((MatchResult m) -> m.group(1))
            .toList();
    assertThat(rows).doesNotHaveDuplicates().containsAll(PRODUCT);
  }

  @Test
  void packages_haveNoCycles() {
    com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void pureCore_touchesNoOutsideWorld() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage(
            ROOT,
            ROOT + ".dns..",
            ROOT + ".evidence..",
            ROOT + ".idn..",
            ROOT + ".message..",
            ROOT + ".authres..",
            ROOT + ".spf..",
            ROOT + ".dkim..",
            ROOT + ".dkim2..",
            ROOT + ".signed..",
            ROOT + ".arc..",
            ROOT + ".dmarc..",
            ROOT + ".iprev..",
            ROOT + ".transport..",
            ROOT + ".bimi..",
            ROOT + ".pki..",
            ROOT + ".report..",
            ROOT + ".gateway.esmtp..",
            ROOT + ".gateway.imap..",
            ROOT + ".gateway.intake..",
            ROOT + ".trust..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.nio.file..", "java.util.logging..", "java.net.http..", "java.sql..")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(CLASSES);
  }

  @Test
  void dmarc_knowsNeitherSpfNorDkim() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage(ROOT + ".dmarc..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".spf..", ROOT + ".dkim..")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommand_prints() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".conformance..", ROOT + ".benchmarks..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  @Test
  void everyPackage_isNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (!node(type).isEmpty() && type.getPackage().tryGetPackageInfo().isEmpty()) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).as("packages without @NullMarked package-info").isEmpty();
  }

  /** The picture's node: the package's last name; "facade" for the root package. */
  private static String node(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    if (name.equals(ROOT)) {
      return "facade";
    }
    if (!name.startsWith(ROOT + ".")) {
      return "";
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    boolean unpublished = name.matches(".*\\.(conformance|benchmarks)(\\..*)?");
    return unpublished ? "" : last;
  }

  @Test
  void everyModuleInThePicture_exists() {
    for (String module : PRODUCT) {
      assertThat(Checkout.root().resolve(module).resolve("pom.xml")).exists();
    }
  }
}
