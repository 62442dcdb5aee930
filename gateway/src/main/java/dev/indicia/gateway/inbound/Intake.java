package dev.indicia.gateway.inbound;

import dev.indicia.events.VerdictEvent;
import dev.indicia.events.spool.AppendResult;
import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.MailHandler;
import dev.indicia.gateway.Transaction;
import dev.indicia.gateway.intake.CopyReader;
import dev.indicia.gateway.intake.CopyResult;
import dev.indicia.gateway.intake.IntakeReason;
import dev.indicia.gateway.intake.Original;
import dev.indicia.gateway.policy.Failure;
import dev.indicia.gateway.policy.PolicyDecision;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Prepared;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges copies of mail that was delivered elsewhere. Its verdicts are observations: nothing is
 * refused, changed or signed; there is an event of each original, and profiles learn. Thread-safe.
 */
public final class Intake {
  /** What was done, in events: nothing. */
  public static final String OBSERVE = "observe";

  private final Supplier<GatewaySettings> settings;
  private final GatewayLimits limits;
  private final Fold fold;
  private final EventWriter writer;
  private final GatewayWatch watch;
  private final InstantSource clock;
  private final Workbench workbench;
  private final CopyIds ids;

  Intake(
      Supplier<GatewaySettings> settings,
      GatewayLimits limits,
      Fold fold,
      EventWriter writer,
      GatewayWatch watch,
      InstantSource clock,
      Workbench workbench,
      CopyIds ids) {
    this.settings = settings;
    this.limits = limits;
    this.fold = fold;
    this.writer = writer;
    this.watch = watch;
    this.clock = clock;
    this.workbench = workbench;
    this.ids = ids;
  }

  /**
   * One copy.
   *
   * @param transaction in which it came; its client names the intake
   * @param reader finds the originals
   * @param learns whether profiles learn from it; not where strangers can put something
   * @param at when it came, for originals whose own time is not known
   */
  public record Copy(Transaction transaction, CopyReader reader, boolean learns, Instant at) {}

  /** What became of a copy. */
  public sealed interface Taken {
    /** Its events are stored, those of before included. */
    record Stored() implements Taken {}

    /** Not now: the disk or the memory is full. It is to be given again. */
    record Later(Failure why, String detail) implements Taken {}
  }

  /**
   * The event of that name is stored already: what was found out at a start. A copy of that name is
   * not judged again.
   */
  public void known(String id) {
    ids.stored(id);
  }

  /** Takes copies by SMTP: accepts one when its events are stored, and else asks for it again. */
  public MailHandler handler(CopyReader reader) {
    return transaction ->
        switch (take(new Copy(transaction, reader, true, clock.instant()))) {
          case Taken.Stored stored -> new Disposition.Accept(List.of());
          case Taken.Later later -> new Disposition.TempFail(later.why().reply());
        };
  }

  /**
   * A copy that is not looked at.
   *
   * @param octets its size, as far as that is known
   * @param at when it came
   */
  public Taken refuse(
      Transaction.Client client, String place, long octets, Instant at, IntakeReason why)
      throws InterruptedException {
    return store(
        new VerdictEvent(
            ids.ofUnread(at),
            at,
            new VerdictEvent.Source(client.frontEnd(), place, null, null, null),
            SmtpSession.UNKNOWN,
            octets,
            new VerdictEvent.Outcome.Failed(why.code(), why.meaning()),
            new VerdictEvent.Action(OBSERVE, "accept", false, null, null)),
        null);
  }

  /** One original on its way, with the settings it is judged by. */
  private record Case(
      Copy copy, String id, Instant at, SmtpSession session, long octets, GatewaySettings now) {
    VerdictEvent event(VerdictEvent.@Nullable Outcome outcome, @Nullable PolicyDecision decision) {
      Transaction.Client client = copy.transaction().client();
      return new VerdictEvent(
          id,
          at,
          new VerdictEvent.Source(
              client.frontEnd(), copy.transaction().queueId(), null, null, null),
          session,
          octets,
          outcome,
          new VerdictEvent.Action(
              OBSERVE,
              decision == null ? "accept" : decision.wanted().word(),
              false,
              decision == null ? null : decision.ruleName(),
              null));
    }
  }

  /** An original that was looked at. */
  private sealed interface Examined {
    record Ready(Case of, Prepared prepared) implements Examined {}

    /** Mail of the mail host's own users. */
    record Own(Case of) implements Examined {}

    record Unusable(Case of, String code, String detail) implements Examined {}
  }

  /** Judges a copy and writes its events. */
  public Taken take(Copy copy) throws InterruptedException {
    long start = System.nanoTime();
    GatewaySettings now = settings.get();
    Workbench.Outcome<List<Examined>> outcome =
        workbench.run(copy.transaction().content(), false, message -> examine(copy, now, message));
    List<Examined> all =
        switch (outcome) {
          case Workbench.Outcome.Done<List<Examined>> done -> done.value();
          case Workbench.Outcome.Failed<List<Examined>> failed -> {
            if (failed.why() == Failure.MEMORY) {
              yield List.of();
            }
            yield List.of(unread(copy, now, failed));
          }
        };
    if (outcome instanceof Workbench.Outcome.Failed<List<Examined>> failed) {
      watch.failure(failed.why());
      if (failed.why() == Failure.MEMORY) {
        return new Taken.Later(failed.why(), failed.detail());
      }
    }
    for (Examined examined : all) {
      Taken taken = finish(copy, examined);
      if (taken instanceof Taken.Later later) {
        watch.failure(later.why());
        return later;
      }
    }
    watch.took(System.nanoTime() - start, copy.transaction().client().frontEnd());
    return new Taken.Stored();
  }

  private List<Examined> examine(Copy copy, GatewaySettings now, Message message) {
    Transaction.Client client = copy.transaction().client();
    String source = client.frontEnd() + "/" + client.listener();
    return switch (copy.reader().read(message, copy.transaction().session())) {
      case CopyResult.Refused refused ->
          List.of(
              new Examined.Unusable(
                  new Case(
                      copy,
                      ids.ofWhole(source, message, copy.at()),
                      copy.at(),
                      SmtpSession.UNKNOWN,
                      message.length(),
                      now),
                  refused.why().code(),
                  refused.why().meaning() + ": " + refused.detail()));
      case CopyResult.Found found -> {
        List<Examined> examined = new ArrayList<>();
        for (Original original : found.originals()) {
          examined.add(examine(copy, now, source, original));
        }
        yield examined;
      }
    };
  }

  private Examined examine(Copy copy, GatewaySettings now, String source, Original original) {
    Instant at =
        original.at() == null || original.at().isAfter(copy.at()) ? copy.at() : original.at();
    Case of =
        new Case(
            copy,
            ids.of(source, original, at),
            at,
            original.session(),
            original.message().length(),
            now);
    if (original.inside() || ids.isStored(of.id())) {
      return new Examined.Own(of);
    }
    return new Examined.Ready(of, now.examiner().examine(original.message(), of.session(), at));
  }

  /** A copy that could not be read at all: only its size is known for sure. */
  private Examined unread(
      Copy copy, GatewaySettings now, Workbench.Outcome.Failed<List<Examined>> failed) {
    long octets = copy.transaction().content().size();
    return new Examined.Unusable(
        new Case(copy, ids.ofUnread(copy.at()), copy.at(), SmtpSession.UNKNOWN, octets, now),
        failed.why().word(),
        failed.detail());
  }

  private Taken finish(Copy copy, Examined examined) throws InterruptedException {
    return switch (examined) {
      case Examined.Own own ->
          ids.isStored(own.of().id())
              ? new Taken.Stored()
              : store(own.of().event(null, null), null);
      case Examined.Unusable unusable ->
          ids.isStored(unusable.of().id())
              ? new Taken.Stored()
              : store(
                  unusable
                      .of()
                      .event(
                          new VerdictEvent.Outcome.Failed(unusable.code(), unusable.detail()),
                          null),
                  null);
      case Examined.Ready ready -> judge(copy, ready);
    };
  }

  private Taken judge(Copy copy, Examined.Ready ready) throws InterruptedException {
    Case of = ready.of();
    Duration wait = Duration.ofMillis(limits.judgingMillisMax());
    Optional<Judgement> judgement;
    PolicyDecision decision;
    try {
      judgement =
          copy.learns() && !ids.isLearned(of.id())
              ? fold.judge(of.now().examiner().judge(), of.id(), ready.prepared(), wait)
              : fold.look(of.now().examiner().judge(), ready.prepared(), wait);
      if (judgement.isEmpty()) {
        return new Taken.Later(Failure.TIME, "waiting for its turn");
      }
      ids.learned(of.id());
      decision = of.now().policy().decide(Gateway.facts(judgement.get()));
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      watch.failure(Failure.INTERNAL);
      return store(
          of.event(
              new VerdictEvent.Outcome.Failed(
                  Failure.INTERNAL.word(), "a bug, please report it: " + e),
              null),
          null);
    }
    return store(
        of.event(new VerdictEvent.Outcome.Judged(judgement.get()), decision), judgement.get());
  }

  private Taken store(VerdictEvent event, @Nullable Judgement judgement)
      throws InterruptedException {
    AppendResult.@Nullable Refused refused =
        writer.write(event, judgement == null ? null : judgement.verdict());
    if (refused != null) {
      return new Taken.Later(Failure.SPOOL, refused.detail());
    }
    ids.stored(event.id());
    watch.observed(event, judgement);
    return new Taken.Stored();
  }
}
