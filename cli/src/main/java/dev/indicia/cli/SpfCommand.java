package dev.indicia.cli;

import dev.indicia.Authentication;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Lookups;
import dev.indicia.events.Json;
import dev.indicia.events.ResultJson;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfChecker;
import dev.indicia.spf.SpfIdentity;
import dev.indicia.spf.SpfResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code indicia spf}: SPF alone. */
final class SpfCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "spf",
            "Says whether a client may use an envelope sender and a HELO name (RFC 7208).",
            "  indicia spf 192.0.2.1 bounce@a.example mx.a.example",
            "  indicia spf --json 2001:db8::1 \"\" mx.a.example");
    spec.addPositional(OptionSpecs.parameter("IP", "the client's address"));
    spec.addPositional(
        OptionSpecs.parameter("MAILFROM", "the envelope sender; \"\" is the null reverse-path"));
    spec.addPositional(OptionSpecs.parameter("HELO", "the client's name; \"\" when unknown"));
    VerifierOptions.addLenient(spec);
    return OptionSpecs.withCommon(spec);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    CommonOptions common = CommonOptions.of(arguments);
    IpAddress client = Arguments.address("IP", arguments.parameter(0));
    String mailFrom = Envelopes.withoutBrackets(arguments.parameter(1));
    String helo = arguments.parameter(2);
    Instant now = session.streams().clock().instant();
    Instant at = common.at() == null ? now : common.at();
    SpfChecker checker = new SpfChecker(VerifierOptions.of(arguments, common).spf());
    Dns dns = Dns.of(common, session.streams().clock());
    Lookups lookups =
        new Lookups(dns.resolver(), dns.clock(at, session.streams().clock()), DnsLimits.DEFAULT);
    SmtpSession smtp = SmtpSession.of(client, helo, mailFrom);
    SpfResult ofMailFrom =
        mailFrom.isEmpty() ? null : checker.check(smtp, SpfIdentity.MAIL_FROM, lookups, at);
    SpfResult ofHelo = checker.check(smtp, SpfIdentity.HELO, lookups, at);
    session
        .output()
        .write(
            common.json() ? json(ofMailFrom, ofHelo, lookups) : text(session, ofMailFrom, ofHelo));
    return ExitCode.OK;
  }

  private static byte[] json(@Nullable SpfResult ofMailFrom, SpfResult ofHelo, Lookups lookups) {
    SpfResult top = ofMailFrom == null ? ofHelo : ofMailFrom;
    return Json.line(json -> {
      ResultJson.spf(json, top, ofMailFrom, ofHelo, Authentication.Source.VERIFIED);
      ResultJson.dns(json, lookups.recorded());
    });
  }

  private static byte[] text(Session session, @Nullable SpfResult ofMailFrom, SpfResult ofHelo) {
    StringBuilder out = new StringBuilder();
    ResultText text = new ResultText(out, session.style(), true);
    if (ofMailFrom != null) {
      text.spf(ofMailFrom, null);
    }
    text.spf(ofHelo, null);
    return out.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
