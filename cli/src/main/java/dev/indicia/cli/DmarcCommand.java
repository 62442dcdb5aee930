package dev.indicia.cli;

import dev.indicia.Authentication;
import dev.indicia.dmarc.DmarcEvaluator;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Lookups;
import dev.indicia.events.Json;
import dev.indicia.events.ResultJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code indicia dmarc}: DMARC alone, on results of SPF and DKIM that are given. */
final class DmarcCommand implements Command {
  private static final List<String> SPF_WORDS =
      List.of("pass", "fail", "softfail", "neutral", "none", "temperror", "permerror");
  private static final List<String> DKIM_WORDS =
      List.of("pass", "fail", "policy", "neutral", "none", "temperror", "permerror");

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "dmarc",
            "Says whether a domain's DMARC policy is met, and what it asks for (RFC 9989).",
            "  indicia dmarc a.example",
            "  indicia dmarc a.example --spf pass:bounce.a.example --dkim fail:a.example");
    spec.addPositional(OptionSpecs.parameter("AUTHOR_DOMAIN", "the domain of the From field"));
    spec.addOption(OptionSpecs.value("--spf", "RESULT:DOMAIN", "what SPF found, and for whom"));
    spec.addOption(
        OptionSpecs.values("--dkim", "RESULT:DOMAIN", "what DKIM found; may be repeated"));
    VerifierOptions.add(spec);
    return OptionSpecs.withCommon(spec);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    CommonOptions common = CommonOptions.of(arguments);
    DomainName author = domain("AUTHOR_DOMAIN", arguments.parameter(0));
    List<Identifier> identifiers = new ArrayList<>();
    String spf = arguments.text("--spf");
    if (spf != null) {
      identifiers.add(identifier(Identifier.Method.SPF, "--spf", spf, SPF_WORDS));
    }
    for (String dkim : arguments.texts("--dkim")) {
      identifiers.add(identifier(Identifier.Method.DKIM, "--dkim", dkim, DKIM_WORDS));
    }
    DmarcEvaluator evaluator = new DmarcEvaluator(VerifierOptions.of(arguments, common).dmarc());
    Dns dns = Dns.of(common, session.streams().clock());
    Lookups lookups =
        new Lookups(
            dns.resolver(), dns.clock(common.at(), session.streams().clock()), DnsLimits.DEFAULT);
    DmarcResult result = evaluator.evaluate(List.of(author), identifiers, lookups);
    session.output().write(common.json() ? json(result, lookups) : text(session, result));
    return ExitCode.OK;
  }

  private static Identifier identifier(
      Identifier.Method method, String option, String value, List<String> words)
      throws UsageException {
    int colon = value.indexOf(':');
    if (colon < 0) {
      throw new UsageException(
          option + ": \"" + value + "\" is not RESULT:DOMAIN, such as pass:a.example");
    }
    String word = Arguments.oneOf(option, value.substring(0, colon), words);
    Identifier.Status status =
        switch (word) {
          case "pass" -> Identifier.Status.PASS;
          case "temperror" -> Identifier.Status.TEMPERROR;
          default -> Identifier.Status.OTHER;
        };
    return new Identifier(method, status, domain(option, value.substring(colon + 1)));
  }

  private static DomainName domain(String what, String text) throws UsageException {
    return DomainName.parse(text)
        .filter(domain -> !domain.isRoot())
        .orElseThrow(() ->
            new UsageException(what + ": \"" + text + "\" is no domain name, such as a.example"));
  }

  private static byte[] json(DmarcResult result, Lookups lookups) {
    return Json.line(json -> {
      ResultJson.dmarc(json, result, Authentication.Source.VERIFIED);
      ResultJson.dns(json, lookups.recorded());
    });
  }

  private static byte[] text(Session session, DmarcResult result) {
    StringBuilder out = new StringBuilder();
    new ResultText(out, session.style(), true).dmarc(result);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
