package dev.indicia.cli;

import dev.indicia.dns.DomainName;
import dev.indicia.events.Json;
import dev.indicia.events.PlainText;
import dev.indicia.trust.Catalogue;
import dev.indicia.trust.Catalogue.Brand;
import dev.indicia.trust.Catalogue.Platform;
import dev.indicia.trust.Catalogue.Sender;
import dev.indicia.trust.Catalogue.Slot;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** {@code indicia catalogue}: shows what is known of senders, and checks files of it. */
final class CatalogueCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "catalogue",
            "Shows what is known of senders and brands, and checks files that change it.",
            "  indicia catalogue show",
            "  indicia catalogue show paypal",
            "  indicia catalogue lint ours.yaml");
    spec.addPositional(
        OptionSpecs.parameters(
            "ACTION", "show, show NAME (part of a name, an address or a domain), or lint FILE..."));
    return OptionSpecs.withCommon(spec);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    CommonOptions common = CommonOptions.of(arguments);
    String action = arguments.parameter(0);
    List<String> rest = arguments.parameters().subList(1, arguments.parameters().size());
    return switch (action) {
      case "show" -> show(common, rest, session);
      case "lint" -> lint(common, rest, session);
      default -> throw new UsageException("ACTION: \"" + action + "\" is none of show, lint");
    };
  }

  private static ExitCode lint(CommonOptions common, List<String> files, Session session)
      throws UsageException {
    if (files.isEmpty()) {
      throw new UsageException("catalogue lint needs a FILE");
    }
    ExitCode code = ExitCode.OK;
    for (String file : files) {
      try {
        CatalogueReader.Content content = CatalogueReader.read(Path.of(file));
        Catalogue added = content.added();
        if (common.json()) {
          session.output().write(counts(file, added, content.after(Catalogues.builtIn())));
        } else {
          session.output().print(PlainText.of(file) + ": good: " + counted(added) + "\n");
        }
      } catch (UsageException e) {
        session.diagnostics().complainAboutInput(String.valueOf(e.getMessage()));
        code = ExitCode.UNREADABLE_INPUT;
      } catch (InvalidPathException e) {
        throw new UsageException("FILE: \"" + file + "\" is no file name");
      }
    }
    session.diagnostics().endOfInput();
    return code;
  }

  private static byte[] counts(String file, Catalogue added, Catalogue all) {
    return Json.line(json ->
        json.string("file", file)
            .number("senders", (long) added.senders().size())
            .number("platforms", (long) added.platforms().size())
            .number("freemail", (long) added.freemail().size())
            .number("brands", (long) added.brands().size())
            .number("brands_after", (long) all.brands().size())
            .number("senders_after", (long) all.senders().size()));
  }

  private static String counted(Catalogue catalogue) {
    return String.format(
        Locale.ROOT,
        "%d senders, %d platforms, %d free-mail domains, %d brands",
        catalogue.senders().size(),
        catalogue.platforms().size(),
        catalogue.freemail().size(),
        catalogue.brands().size());
  }

  private static ExitCode show(CommonOptions common, List<String> names, Session session)
      throws UsageException {
    if (names.size() > 1) {
      throw new UsageException("catalogue show takes one NAME; put quotes around it");
    }
    Catalogue catalogue = Catalogues.of(common.config().catalogue());
    if (names.isEmpty() && !common.json()) {
      session.output().print(counted(catalogue) + "\n");
      return ExitCode.OK;
    }
    String part = names.isEmpty() ? "" : names.getFirst().toLowerCase(Locale.ROOT);
    boolean found = false;
    for (Sender sender : catalogue.senders()) {
      String text = sender.address().text() + " " + sender.name();
      if (matches(part, text, sender.domains()) || sender.address().matches(part)) {
        session.output().write(common.json() ? json(sender) : text(sender));
        found = true;
      }
    }
    for (Platform platform : catalogue.platforms()) {
      String text = platform.address().text() + " " + platform.name();
      if (matches(part, text, List.of()) || platform.address().matches(part)) {
        session.output().write(common.json() ? json(platform) : text(platform));
        found = true;
      }
    }
    for (Brand brand : catalogue.brands()) {
      if (matches(part, brand.name() + " " + String.join(" ", brand.also()), brand.domains())) {
        session.output().write(common.json() ? json(brand) : text(brand));
        found = true;
      }
    }
    for (DomainName domain : catalogue.freemail().stream().sorted().toList()) {
      if (domain.text().contains(part)) {
        session.output().write(common.json() ? json(domain) : line("free mail", domain.text(), ""));
        found = true;
      }
    }
    if (!found) {
      session.diagnostics().complain("nothing in the catalogue has \"" + part + "\"");
    }
    return ExitCode.OK;
  }

  private static boolean matches(String part, String text, Collection<DomainName> domains) {
    return text.toLowerCase(Locale.ROOT).contains(part)
        || domains.stream().anyMatch(domain -> domain.text().contains(part));
  }

  private static byte[] text(Sender sender) {
    String slots = String.join(", ", words(sender));
    return line(
        "sender",
        sender.address().text() + "  " + sender.name(),
        sender.kind().word()
            + (slots.isEmpty() ? "" : "; open to others: " + slots)
            + "; domains: "
            + String.join(", ", texts(sender.domains())));
  }

  private static byte[] text(Platform platform) {
    return line("platform", platform.address().text() + "  " + platform.name(), "");
  }

  private static byte[] text(Brand brand) {
    String also = String.join(", ", brand.also());
    return line(
        "brand",
        brand.name() + (also.isEmpty() ? "" : " (" + also + ")"),
        String.join(", ", texts(brand.domains())));
  }

  private static byte[] line(String kind, String what, String more) {
    String text = String.format(Locale.ROOT, "%-10s", kind) + PlainText.of(what) + "\n";
    String second = more.isEmpty() ? "" : " ".repeat(10) + PlainText.of(more, 2000) + "\n";
    return (text + second).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static List<String> words(Sender sender) {
    return sender.slots().stream().sorted().map(Slot::word).toList();
  }

  private static List<String> texts(Collection<DomainName> domains) {
    return domains.stream().sorted().map(DomainName::text).toList();
  }

  private static byte[] json(Sender sender) {
    return Json.line(json ->
        json.string("entry", "sender")
            .string("address", sender.address().text())
            .string("name", sender.name())
            .strings("domains", texts(sender.domains()))
            .string("kind", sender.kind().word())
            .strings("slots", words(sender)));
  }

  private static byte[] json(Platform platform) {
    return Json.line(json ->
        json.string("entry", "platform")
            .string("address", platform.address().text())
            .string("name", platform.name()));
  }

  private static byte[] json(Brand brand) {
    return Json.line(json ->
        json.string("entry", "brand")
            .string("name", brand.name())
            .strings("also", brand.also())
            .strings("domains", texts(brand.domains())));
  }

  private static byte[] json(DomainName domain) {
    return Json.line(json -> json.string("entry", "freemail").string("domain", domain.text()));
  }
}
