package dev.indicia.events;

import dev.indicia.Authentication;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dns.DomainName;
import dev.indicia.message.Mailbox;
import dev.indicia.trust.Finding;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Observation;
import dev.indicia.trust.Proof;
import dev.indicia.trust.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON object of {@code check} (docs/reference/schemas/check.json). Thread-safe. */
public final class CheckJson {
  private final Engine engine;

  /** A writer that names this engine. */
  public CheckJson(Engine engine) {
    this.engine = engine;
  }

  /** The line of a message that was judged. */
  public byte[] line(String id, Judgement judgement) {
    return Json.line(json -> members(json, id, judgement));
  }

  /** The line of input that could not be read. */
  public static byte[] unreadable(String id, String code, String message) {
    return Json.line(json ->
        json.string("id", id)
            .object("error", o -> o.string("code", code).string("message", message)));
  }

  /** The members of the object of a message that was judged. */
  public void members(Json json, String id, Judgement judgement) {
    Verdict verdict = judgement.verdict();
    Observation observation = judgement.prepared().observation();
    Authentication authentication = observation.authentication();
    List<Mailbox> authors = authentication.authors().mailboxes();
    var suspected = verdict.suspected();
    json.string("id", id)
        .string("verdict", verdict.kind().word())
        .string("suspected", suspected == null ? null : suspected.word())
        .string("failing_layer", verdict.failingLayer().name().toUpperCase(Locale.ROOT))
        .objects("findings", verdict.findings(), CheckJson::finding);
    if (authors.isEmpty()) {
      json.none("author");
    } else {
      Mailbox author = authors.getFirst();
      json.object("author", o -> author(o, author, organizationalDomain(authentication, author)));
    }
    json.objects("authors", authors, CheckJson::mailbox)
        .object(
            "authentication", o -> ResultJson.authentication(o, authentication, observation.at()))
        .object("binding", o -> TrustJson.binding(o, judgement.binding()))
        .object("pathway", o -> TrustJson.pathway(o, judgement.pathway()));
    TrustJson.template(json, judgement);
    ResultJson.dns(json, authentication.dns());
    json.time("judged_at", observation.at())
        .object(
            "engine", o -> o.string("version", engine.version()).string("rules", engine.rules()));
  }

  private static void finding(Json json, Finding finding) {
    json.string("code", finding.code().code())
        .string("layer", finding.layer().name())
        .string("strength", finding.strength().word())
        .string("direction", finding.direction().word())
        .string("summary", finding.summary())
        .objects("evidence", finding.evidence(), CheckJson::proof);
  }

  private static void proof(Json json, Proof proof) {
    Integer offset = proof.offset();
    Integer length = proof.length();
    json.string("kind", proof.kind())
        .string("value", proof.value())
        .number("offset", offset == null ? null : offset.longValue())
        .number("length", length == null ? null : length.longValue());
  }

  private static void author(Json json, Mailbox mailbox, @Nullable DomainName organizational) {
    mailbox(json, mailbox);
    json.string("organizational_domain", organizational == null ? null : organizational.text());
  }

  private static void mailbox(Json json, Mailbox mailbox) {
    DomainName domain = mailbox.domain();
    json.string("address", mailbox.address())
        .string("domain", domain == null ? null : domain.text())
        .string("display_name", mailbox.displayName());
  }

  /** As DMARC determined it, when that was for this mailbox's domain. */
  private static @Nullable DomainName organizationalDomain(
      Authentication authentication, Mailbox author) {
    DmarcResult dmarc = authentication.dmarc();
    return dmarc != null
            && author.domain() != null
            && author.domain().equals(dmarc.basis().authorDomain())
        ? dmarc.basis().organizationalDomain()
        : null;
  }
}
