package dev.indicia.gateway.inbound;

import dev.indicia.dns.DomainName;
import dev.indicia.events.Engine;
import dev.indicia.events.EventJson;
import dev.indicia.events.EventLine;
import dev.indicia.events.VerdictEvent;
import dev.indicia.events.spool.AppendResult;
import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.Edit;
import dev.indicia.gateway.Edits;
import dev.indicia.gateway.MailContent;
import dev.indicia.gateway.MailHandler;
import dev.indicia.gateway.SmtpReply;
import dev.indicia.gateway.Transaction;
import dev.indicia.gateway.banner.BannerTexts;
import dev.indicia.gateway.outbound.Dkim2Hops;
import dev.indicia.gateway.outbound.Signatures;
import dev.indicia.gateway.policy.Failure;
import dev.indicia.gateway.policy.PolicyAction;
import dev.indicia.gateway.policy.PolicyDecision;
import dev.indicia.gateway.policy.PolicyFacts;
import dev.indicia.gateway.policy.PolicyRule;
import dev.indicia.gateway.policy.ReplyTemplate;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.trust.FindingCode;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Observation;
import dev.indicia.trust.Prepared;
import dev.indicia.trust.Verdict;
import dev.indicia.trust.claim.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of mail: examines it, judges it, applies the policy, writes the event, and
 * only then answers. Mail of our own users is signed and not judged. Thread-safe.
 */
public final class Gateway implements MailHandler, AutoCloseable {
  /** Where events go: {@link dev.indicia.events.spool.EventSpool#append}. */
  @FunctionalInterface
  public interface Events {
    /** Writes the event; it is on the disk when this returns that it is stored. */
    AppendResult append(byte[] event, Duration wait) throws InterruptedException;
  }

  /** The front end whose messages may have the line ends of a file. */
  private static final String STORED_FRONT_END = "http";

  private final Supplier<GatewaySettings> settings;
  private final GatewayLimits limits;
  private final Fold fold;
  private final GatewayWatch watch;
  private final InstantSource clock;
  private final EventWriter writer;
  private final MessageIds ids = new MessageIds();
  private final Workbench workbench;

  /**
   * A gateway.
   *
   * @param settings asked for anew for each message
   */
  public Gateway(
      Supplier<GatewaySettings> settings,
      GatewayLimits limits,
      Fold fold,
      Events events,
      GatewayWatch watch,
      InstantSource clock) {
    this.settings = settings;
    this.limits = limits;
    this.fold = fold;
    this.writer =
        new EventWriter(
            events, new EventJson(Engine.current()), Duration.ofMillis(limits.eventMillisMax()));
    this.watch = watch;
    this.clock = clock;
    this.workbench = new Workbench(limits);
    watch.memory(workbench::usedOctets);
  }

  /**
   * Judges copies by the same settings, within the same limits, into the same events.
   *
   * @param key of the names of copies, at least 16 random octets that stay the same
   */
  public Intake intake(byte[] key) {
    return new Intake(settings, limits, fold, writer, watch, clock, workbench, new CopyIds(key));
  }

  /**
   * What a message came to.
   *
   * @param judgement null where there is none
   * @param line the event's line, which begins with the object of {@code check}; null where there
   *     is no judgement
   * @param failure why there is none, or why it could not be written down; null for neither
   */
  public record Handled(
      String id,
      @Nullable Judgement judgement,
      @Nullable EventLine line,
      @Nullable Failure failure,
      String detail,
      Disposition disposition) {}

  @Override
  public Disposition handle(Transaction transaction) throws InterruptedException {
    return handle(transaction, clock.instant()).disposition();
  }

  /** What is too large for the front end is for the policy what is too large to be judged. */
  @Override
  public Disposition handleHeader(Transaction header, String why) throws InterruptedException {
    GatewaySettings now = settings.get();
    Instant at = clock.instant();
    Case open = new Case(now, header, ids.next(at), at);
    Handled handled =
        now.ownMail().includes(header)
            ? outbound(open, new Workbench.Outcome.Failed<>(Failure.SIZE, why))
            : failed(open, null, Failure.SIZE, why);
    return handled.disposition();
  }

  /** As {@link #handle(Transaction)}, at that time, with what it rests on. */
  public Handled handle(Transaction transaction, Instant at) throws InterruptedException {
    long start = System.nanoTime();
    GatewaySettings now = settings.get();
    String id = ids.next(at);
    Case open = new Case(now, transaction, id, at);
    Handled handled =
        now.ownMail().includes(transaction)
            ? outbound(
                open, workbench.run(transaction.content(), false, message -> own(open, message)))
            : inbound(open);
    watch.took(System.nanoTime() - start, transaction.client().frontEnd());
    return handled;
  }

  /** One message with the settings it is handled by. */
  private record Case(GatewaySettings settings, Transaction transaction, String id, Instant at) {
    VerdictEvent event(VerdictEvent.@Nullable Outcome outcome, VerdictEvent.Action action) {
      Transaction.Client client = transaction.client();
      return new VerdictEvent(
          id,
          at,
          new VerdictEvent.Source(
              client.frontEnd(),
              transaction.queueId(),
              client.name(),
              client.authenticated(),
              client.tls()),
          transaction.session(),
          transaction.content().size(),
          outcome,
          action);
    }
  }

  /** What examining, judging and editing came to. */
  private record Judged(Judgement judgement, PolicyDecision decision, Disposition disposition) {}

  private Handled inbound(Case open) throws InterruptedException {
    Workbench.Outcome<Prepared> examined =
        workbench.run(
            open.transaction().content(),
            open.transaction().client().frontEnd().equals(STORED_FRONT_END),
            message ->
                open.settings()
                    .examiner()
                    .examine(message, open.transaction().session(), open.at()));
    if (examined instanceof Workbench.Outcome.Failed<Prepared> failed) {
      return failed(open, null, failed.why(), failed.detail());
    }
    Prepared prepared = ((Workbench.Outcome.Done<Prepared>) examined).value();
    Optional<Judgement> judgement;
    try {
      judgement =
          fold.judge(
              open.settings().examiner().judge(),
              open.id(),
              prepared,
              Duration.ofMillis(limits.judgingMillisMax()));
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      return failed(open, null, Failure.INTERNAL, "a bug, please report it: " + e);
    }
    if (judgement.isEmpty()) {
      return failed(open, null, Failure.TIME, "waiting for its turn");
    }
    Verdict verdict = judgement.get().verdict();
    boolean noDns =
        verdict.findings().stream().anyMatch(f -> f.code() == FindingCode.TEMPORARY_FAILURE);
    if (noDns) {
      watch.failure(Failure.DNS);
      if (open.settings().policy().refusesAt(Failure.DNS)) {
        return failed(open, judgement.get(), Failure.DNS, "a look-up failed");
      }
    }
    Judged judged;
    try {
      judged = decide(open, judgement.get());
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      return failed(open, judgement.get(), Failure.INTERNAL, "a bug, please report it: " + e);
    } catch (OutOfMemoryError e) {
      return failed(open, judgement.get(), Failure.MEMORY, "the message does not fit");
    }
    return written(open, judged);
  }

  /** The disposition of a message that was judged. */
  private Judged decide(Case open, Judgement judgement) {
    Observation observation = judgement.prepared().observation();
    GatewaySettings now = open.settings();
    PolicyDecision decision = now.policy().decide(facts(judgement));
    PolicyRule rule = decision.rule();
    PolicyAction taken = decision.taken();
    if (taken.isRefusal() && rule != null) {
      ReplyTemplate template = rule.reply() == null ? ReplyTemplate.TEMPFAIL : rule.reply();
      SmtpReply reply = template.reply(judgement.verdict(), open.id());
      return new Judged(judgement, decision, refusal(reply));
    }
    if (observation.message().limitHit().isPresent()) {
      // What only we may write could stand in the rest of the header section.
      return new Judged(judgement, decision, refusal(Failure.SIZE.reply()));
    }
    SentEdits edits = new SentEdits(observation.message());
    PolicyRule applied = decision.enforced() ? rule : null;
    edits.removeForged(now.authservId(), applied);
    if (applied != null) {
      mark(open, judgement, applied, edits);
    }
    if (rule != null) {
      edits.top(SentEdits.POLICY, policyField(decision));
    }
    edits.top(SentEdits.VERDICT, verdictField(judgement.verdict(), open.id()));
    edits.results(
        FoundResults.withArc(
            observation.authentication(), observation.session(), now.authservId()));
    if (now.sealer() != null) {
      String refused =
          edits.seal(
              now.sealer(),
              observation.authentication(),
              observation.session(),
              now.authservId(),
              open.at());
      watch.sealed(refused);
    }
    Dkim2Hops hops = now.hops();
    if (hops != null) {
      watch.hop(
          edits.hop(hops, observation.authentication().dkim2(), observation.session(), open.at()));
    }
    List<Edit> all = edits.list();
    return new Judged(
        judgement,
        decision,
        taken == PolicyAction.QUARANTINE
            ? new Disposition.Quarantine(
                "indicia: " + judgement.verdict().kind().word() + " " + open.id(), all)
            : new Disposition.Accept(all));
  }

  private static void mark(Case open, Judgement judgement, PolicyRule rule, SentEdits edits) {
    if (rule.subjectPrefix() != null) {
      edits.prefixSubject(rule.subjectPrefix());
    }
    if (rule.banner()) {
      List<DomainName> domains = recipients(judgement.prepared().observation());
      String language = open.settings().languageOf(domains.isEmpty() ? null : domains.getFirst());
      BannerTexts texts = BannerTexts.builtIn();
      edits.banner(
          texts.sentence(judgement.verdict().kind(), language),
          texts.ascii(judgement.verdict().kind()));
    }
    for (PolicyRule.Field field : rule.fields()) {
      edits.top(field.name(), field.value());
    }
  }

  static String verdictField(Verdict verdict, String id) {
    return verdict.kind().word()
        + "; layer="
        + verdict.failingLayer().name().toUpperCase(Locale.ROOT)
        + "; id="
        + id;
  }

  private static String policyField(PolicyDecision decision) {
    StringBuilder value = new StringBuilder(decision.enforced() ? "enforced" : "monitor");
    value.append("; action=").append(decision.wanted().word());
    if (decision.ruleName() != null) {
      value.append("; rule=").append(decision.ruleName());
    }
    return value.toString();
  }

  private static Disposition refusal(SmtpReply reply) {
    return reply.code() < 500 ? new Disposition.TempFail(reply) : new Disposition.Reject(reply);
  }

  /** What the policy goes by. */
  static PolicyFacts facts(Judgement judgement) {
    return new PolicyFacts(
        judgement.verdict(),
        claims(judgement),
        judgement.kind().orElse(null),
        recipients(judgement.prepared().observation()));
  }

  private static Set<Claim.Story> claims(Judgement judgement) {
    Set<Claim.Story> claims = EnumSet.noneOf(Claim.Story.class);
    judgement.slots().stream()
        .map(slot -> slot.claim())
        .filter(claim -> claim.isAtLeast(Claim.Grade.LIKELY))
        .forEach(claim -> claims.add(claim.story()));
    return claims;
  }

  private static List<DomainName> recipients(Observation observation) {
    List<DomainName> domains = new ArrayList<>();
    for (String recipient : observation.session().rcptTo()) {
      DomainName.parse(recipient.substring(recipient.lastIndexOf('@') + 1)).ifPresent(domains::add);
    }
    return domains;
  }

  /** Writes the event of a message that was judged, and answers. */
  private Handled written(Case open, Judged judged) throws InterruptedException {
    PolicyDecision decision = judged.decision();
    SmtpReply reply = reply(judged.disposition());
    VerdictEvent event =
        open.event(
            new VerdictEvent.Outcome.Judged(judged.judgement()),
            new VerdictEvent.Action(
                word(judged.disposition()),
                decision.wanted().word(),
                decision.enforced(),
                decision.ruleName(),
                reply == null ? null : reply.line()));
    EventLine line = writer.json().line(event);
    AppendResult.@Nullable Refused refused =
        writer.write(line, event, judged.judgement().verdict());
    Failure failure = null;
    Disposition disposition = judged.disposition();
    if (refused != null) {
      failure = Failure.SPOOL;
      watch.failure(Failure.SPOOL);
      if (open.settings().policy().refusesAt(Failure.SPOOL)) {
        disposition = refusal(Failure.SPOOL.reply());
      }
    }
    watch.judged(event, judged.judgement(), refused);
    return new Handled(
        open.id(),
        judged.judgement(),
        line,
        failure,
        refused == null ? "" : refused.detail(),
        disposition);
  }

  /** The answer to a message that could not be judged, or whose verdict does not count. */
  private Handled failed(Case open, @Nullable Judgement judgement, Failure failure, String detail)
      throws InterruptedException {
    boolean refuses = open.settings().policy().refusesAt(failure);
    Disposition disposition = refuses ? refusal(failure.reply()) : unjudged(open, failure);
    SmtpReply reply = reply(disposition);
    VerdictEvent event =
        open.event(
            judgement == null
                ? new VerdictEvent.Outcome.Failed(failure.word(), detail)
                : new VerdictEvent.Outcome.Judged(judgement),
            new VerdictEvent.Action(
                word(disposition),
                word(disposition),
                open.settings().policy().enforced(),
                "failure-" + failure.word(),
                reply == null ? null : reply.line()));
    if (failure != Failure.DNS) {
      watch.failure(failure);
    }
    EventLine line = writer.json().line(event);
    AppendResult.@Nullable Refused refused =
        writer.write(line, event, judgement == null ? null : judgement.verdict());
    if (refused != null) {
      watch.failure(Failure.SPOOL);
      if (disposition instanceof Disposition.Accept
          && open.settings().policy().refusesAt(Failure.SPOOL)) {
        disposition = refusal(Failure.SPOOL.reply());
      }
    }
    watch.failed(event, failure, detail, refused);
    return new Handled(
        open.id(), judgement, judgement == null ? null : line, failure, detail, disposition);
  }

  /**
   * A message that goes on unjudged: what was forged goes all the same, or the message does not.
   */
  private static Disposition unjudged(Case open, Failure failure) {
    try {
      Message head = Message.of(head(open.transaction().content()));
      if (head.limitHit().isPresent()) {
        return refusal(Failure.SIZE.reply());
      }
      SentEdits edits = new SentEdits(head);
      edits.removeForged(open.settings().authservId(), null);
      edits.top(SentEdits.POLICY, "failed; failure=" + failure.word() + "; id=" + open.id());
      // Hidden fields are in the body, which is not read here.
      return new Disposition.Accept(
          edits.list().stream().filter(e -> !(e instanceof Edit.ReplaceBody)).toList());
    } catch (IOException | RuntimeException e) {
      return refusal(Failure.INTERNAL.reply());
    } catch (OutOfMemoryError e) {
      return refusal(Failure.MEMORY.reply());
    }
  }

  private static byte[] head(MailContent content) throws IOException {
    try (InputStream in = content.open()) {
      // Behind it so much that the message notices when this is not all.
      return in.readNBytes(
          MessageLimits.DEFAULT.headerOctetsMax() + MessageLimits.DEFAULT.fieldOctetsMax() + 2);
    }
  }

  /** The fields of mail of our own users, and why it has none. */
  private record Own(List<Edit> edits, @Nullable String unsigned) {}

  private Own own(Case open, Message message) {
    Signatures.Result result = Signatures.sign(message, open.settings().keys(), open.at());
    List<Edit> edits = new ArrayList<>(result.edits());
    Dkim2Hops hops = open.settings().hops();
    if (hops != null) {
      Message sent = Message.of(Edits.apply(message, edits), message.limits());
      Dkim2Hops.Result hop = hops.add(sent, null, null, open.transaction().session(), open.at());
      if (hop instanceof Dkim2Hops.Result.Added added) {
        edits.addAll(added.edits());
      }
      watch.hop(hop instanceof Dkim2Hops.Result.Left left ? left.why() : null);
    }
    return new Own(
        edits, result instanceof Signatures.Result.Unsigned because ? because.why() : null);
  }

  /** Mail of our own users. */
  private Handled outbound(Case open, Workbench.Outcome<Own> outcome) throws InterruptedException {
    Disposition disposition = new Disposition.Accept(List.of());
    Failure failure = null;
    String unsigned = null;
    switch (outcome) {
      case Workbench.Outcome.Failed<Own> failed -> {
        failure = failed.why();
        unsigned = "failure-" + failure.word();
        watch.failure(failure);
        if (open.settings().policy().refusesAt(failure)) {
          disposition = refusal(failure.reply());
        }
      }
      case Workbench.Outcome.Done<Own> done -> {
        disposition = new Disposition.Accept(done.value().edits());
        unsigned = done.value().unsigned();
      }
    }
    SmtpReply reply = reply(disposition);
    VerdictEvent event =
        open.event(
            null,
            new VerdictEvent.Action(
                word(disposition), "accept", true, null, reply == null ? null : reply.line()));
    AppendResult.@Nullable Refused refused = writer.write(event, null);
    if (refused != null) {
      failure = Failure.SPOOL;
      watch.failure(failure);
      if (open.settings().policy().refusesAt(failure)) {
        disposition = refusal(failure.reply());
      }
    }
    watch.outbound(event, unsigned, refused);
    return new Handled(
        open.id(), null, null, failure, unsigned == null ? "" : unsigned, disposition);
  }

  private static String word(Disposition disposition) {
    return switch (disposition) {
      case Disposition.Accept accept -> "accept";
      case Disposition.Quarantine quarantine -> "quarantine";
      case Disposition.Reject reject -> "reject";
      case Disposition.TempFail tempFail -> "tempfail";
    };
  }

  private static @Nullable SmtpReply reply(Disposition disposition) {
    return switch (disposition) {
      case Disposition.Accept accept -> null;
      case Disposition.Quarantine quarantine -> null;
      case Disposition.Reject reject -> reject.reply();
      case Disposition.TempFail tempFail -> tempFail.reply();
    };
  }

  /** Waits for what is under way. */
  @Override
  public void close() {
    workbench.close();
  }
}
