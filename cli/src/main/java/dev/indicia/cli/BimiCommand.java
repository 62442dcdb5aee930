package dev.indicia.cli;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.bimi.BimiAssets;
import dev.indicia.bimi.BimiEvaluator;
import dev.indicia.bimi.BimiLimits;
import dev.indicia.bimi.BimiMessage;
import dev.indicia.bimi.BimiResult;
import dev.indicia.bimi.BimiSelector;
import dev.indicia.bimi.MarkCertificate;
import dev.indicia.bimi.SvgComplaint;
import dev.indicia.bimi.SvgProfile;
import dev.indicia.dmarc.DmarcEvaluator;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Lookups;
import dev.indicia.events.Json;
import dev.indicia.events.PlainText;
import dev.indicia.events.ResultJson;
import dev.indicia.events.Times;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code indicia bimi}: the record of a domain, and the files that it names. */
final class BimiCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "bimi",
            "Checks a domain's BIMI record, an indicator (SVG Tiny PS) and a mark certificate.",
            "  indicia bimi a.example",
            "  indicia bimi a.example --svg logo.svg --vmc mark.pem --roots authorities.pem",
            "  indicia bimi --message message.eml --svg logo.svg");
    spec.addPositional(OptionSpecs.optional("DOMAIN", "the domain of the From field"));
    spec.addOption(
        OptionSpecs.value(
            "--message", "FILE", "the message to judge, instead of DOMAIN; - is stdin"));
    spec.addOption(
        OptionSpecs.value(
            "--selector", "NAME", "the selector to ask for DOMAIN; default: default"));
    BimiFiles.add(spec);
    VerifierOptions.add(spec);
    return OptionSpecs.withCommon(spec);
  }

  /**
   * What was found.
   *
   * @param subject the domain, or the message's file
   * @param bimi for mail of the domain that passes DMARC, or for the message
   * @param indicator the given Indicator by itself, null when none was given
   * @param evidence the given evidence by itself, null when none was given
   */
  private record Found(
      String subject,
      BimiResult bimi,
      SvgProfile.@Nullable Checked indicator,
      MarkCertificate.@Nullable Validation evidence,
      Lookups lookups) {}

  /** How the result comes from what is at hand. */
  private interface Evaluation {
    BimiResult with(BimiEvaluator evaluator);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    CommonOptions common = CommonOptions.of(arguments);
    BimiFiles files = BimiFiles.of(arguments);
    VerifierOptions options = VerifierOptions.of(arguments, common);
    String file = arguments.nonEmpty("--message");
    if (arguments.parameters().isEmpty() == (file == null)) {
      throw new UsageException("give either DOMAIN or --message FILE");
    }
    if (file != null && arguments.has("--selector")) {
      throw new UsageException("--selector: the message names its own");
    }
    Instant at = common.at() == null ? session.streams().clock().instant() : common.at();
    Dns dns = Dns.of(common, session.streams().clock());
    Lookups lookups =
        new Lookups(
            dns.resolver(), dns.clock(common.at(), session.streams().clock()), DnsLimits.DEFAULT);
    Evaluation evaluation;
    if (file == null) {
      evaluation = domain(arguments, options, lookups, at);
    } else {
      try {
        Message message = OneMessage.read(file, session.streams().in()).message();
        evaluation = message(message, options, lookups, at);
      } catch (UnreadableException e) {
        session.diagnostics().complain(e.text());
        return ExitCode.UNREADABLE_INPUT;
      }
    }
    // The record says which file stands where, so it is looked up first, without any.
    BimiAssets assets = files.at(evaluation.with(new BimiEvaluator()).basis().record());
    BimiResult result =
        evaluation.with(new BimiEvaluator(assets, files.authorities(), BimiLimits.DEFAULT));
    Found found =
        new Found(
            file == null ? arguments.parameter(0) : file,
            result,
            files.indicator(),
            files.evidence(at),
            lookups);
    session.output().write(common.json() ? json(found) : text(found, session.style()));
    return ExitCode.OK;
  }

  /** For mail of the domain that passes DMARC because its signature is aligned. */
  private static Evaluation domain(
      Arguments arguments, VerifierOptions options, Lookups lookups, Instant at)
      throws UsageException {
    String text = arguments.parameter(0);
    DomainName author =
        DomainName.parse(text)
            .filter(domain -> !domain.isRoot())
            .orElseThrow(() ->
                new UsageException(
                    "DOMAIN: \"" + text + "\" is no domain name, such as a.example"));
    String selector = arguments.nonEmpty("--selector");
    String field = selector == null ? null : "v=BIMI1; s=" + selector;
    if (field != null && BimiSelector.parse(field).isEmpty()) {
      throw new UsageException("--selector: \"" + selector + "\" is no selector, such as brand");
    }
    Identifier passed = new Identifier(Identifier.Method.DKIM, Identifier.Status.PASS, author);
    DmarcResult dmarc =
        new DmarcEvaluator(options.dmarc()).evaluate(List.of(author), List.of(passed), lookups);
    BimiMessage mail = new BimiMessage(true, null, dmarc, field);
    return evaluator -> evaluator.evaluate(mail, lookups, at);
  }

  /** For the message; without an SMTP session, so DKIM alone can make DMARC pass. */
  private static Evaluation message(
      Message message, VerifierOptions options, Lookups lookups, Instant at) {
    MailVerifier.Builder verifier =
        MailVerifier.builder(lookups)
            .dkim(options.dkim())
            .dmarc(options.dmarc())
            .cryptography(new Cryptography());
    return evaluator -> {
      BimiResult result =
          verifier.bimi(evaluator).build().verify(message, SmtpSession.UNKNOWN, at).bimi();
      if (result == null) {
        throw new AssertionError("every method is evaluated");
      }
      return result;
    };
  }

  private static byte[] text(Found found, Style style) {
    StringBuilder out = new StringBuilder(1024);
    out.append(PlainText.of(found.subject)).append('\n');
    new ResultText(out, style, true).bimi(found.bimi);
    SvgProfile.Checked indicator = found.indicator;
    if (indicator != null) {
      start(out, style, "SVG", indicator.isValid() ? "pass" : "fail");
      out.append(indicator.octets()).append(" octets, SHA-256 ").append(indicator.sha256());
      out.append('\n');
      for (SvgComplaint complaint : indicator.complaints()) {
        out.append("                   ").append(PlainText.of(complaint.toString()));
        out.append(complaint.rule().isRecommendation() ? " (recommended)" : "");
        out.append(style.faint(" (" + complaint.rule().section() + ")")).append('\n');
      }
    }
    if (found.evidence != null) {
      evidence(out, style, found.evidence);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void evidence(
      StringBuilder out, Style style, MarkCertificate.Validation validation) {
    switch (validation) {
      case MarkCertificate.Validation.Valid valid -> {
        MarkCertificate certificate = valid.certificate();
        start(out, style, "VMC", "pass");
        out.append("for ").append(PlainText.of(String.join(", ", certificate.names())));
        out.append(", until ").append(Times.format(certificate.notAfter())).append('\n');
        if (certificate.markType() != null) {
          out.append("                   ").append(PlainText.of(certificate.markType()));
          out.append('\n');
        }
        out.append("                   mark: SHA-256 ").append(certificate.mark().sha256());
        out.append('\n');
      }
      case MarkCertificate.Validation.Invalid invalid -> {
        start(out, style, "VMC", "fail");
        out.append(invalid.why().meaning());
        if (!invalid.detail().isEmpty()) {
          out.append(": ").append(PlainText.of(invalid.detail()));
        }
        out.append(style.faint(" (" + invalid.why().section() + ")")).append('\n');
      }
    }
  }

  private static void start(StringBuilder out, Style style, String what, String word) {
    out.append(String.format(Locale.ROOT, "  %-6s ", what)).append(style.result(word)).append(' ');
  }

  private static byte[] json(Found found) {
    SvgProfile.Checked indicator = found.indicator;
    MarkCertificate.Validation evidence = found.evidence;
    return Json.line(json -> {
      json.string("id", found.subject)
          .object("bimi", o -> ResultJson.bimi(o, found.bimi, Authentication.Source.VERIFIED));
      if (indicator == null) {
        json.none("indicator");
      } else {
        json.object("indicator", o -> indicator(o, indicator));
      }
      switch (evidence) {
        case null -> json.none("evidence");
        case MarkCertificate.Validation.Valid valid ->
            json.object("evidence", o -> valid(o, valid.certificate()));
        case MarkCertificate.Validation.Invalid invalid ->
            json.object("evidence", o -> invalid(o, invalid));
      }
      ResultJson.dns(json, found.lookups.recorded());
    });
  }

  private static void indicator(Json json, SvgProfile.Checked indicator) {
    json.bool("valid", indicator.isValid())
        .number("octets", (long) indicator.octets())
        .string("sha256", indicator.sha256())
        .objects(
            "complaints",
            indicator.complaints(),
            (o, complaint) ->
                o.string("rule", complaint.rule().code())
                    .string("section", complaint.rule().section())
                    .bool("recommendation", complaint.rule().isRecommendation())
                    .number("line", (long) complaint.line())
                    .number("column", (long) complaint.column())
                    .number("offset", (long) complaint.offset())
                    .string("detail", complaint.detail()));
  }

  private static void valid(Json json, MarkCertificate certificate) {
    json.bool("valid", true)
        .none("reason")
        .none("section")
        .none("detail")
        .strings("names", certificate.names())
        .string("mark_type", certificate.markType())
        .string("mark_sha256", certificate.mark().sha256())
        .bool("timestamp", certificate.hasTimestamp())
        .time("not_after", certificate.notAfter());
  }

  private static void invalid(Json json, MarkCertificate.Validation.Invalid invalid) {
    json.bool("valid", false)
        .string("reason", invalid.why().code())
        .string("section", invalid.why().section())
        .string("detail", invalid.detail().isEmpty() ? null : invalid.detail())
        .strings("names", List.of())
        .none("mark_type")
        .none("mark_sha256")
        .bool("timestamp", false)
        .none("not_after");
  }
}
