package dev.indicia.dkim2;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.HashAlgorithm;
import dev.indicia.dkim.SignedMessage;
import dev.indicia.dns.DomainName;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Evidence;
import dev.indicia.evidence.OctetRange;
import dev.indicia.message.Authors;
import dev.indicia.message.Defect;
import dev.indicia.message.Mailbox;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.signed.SigningInput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The verification of one message's chain (draft §11). The result is the first permanent problem in
 * the order of the draft's steps, else the first temporary one, else a pass. One use, one thread.
 */
final class ChainVerification {
  private final SignedMessage signed;
  private final Message message;
  private final SmtpSession session;
  private final Dkim2Options options;
  private final ReplayStore replays;
  private final Dkim2Draft draft;
  private final Chain chain;
  private final DkimCryptography cryptography;
  private final HopSignatures signatures;
  private final SigningInput input = new SigningInput();
  private final Set<String> sections = new LinkedHashSet<>();
  private final Set<Deviation> deviations = new LinkedHashSet<>();
  private final List<HopSignatures.Check> checks = new ArrayList<>(2);
  private @Nullable Failure permanent;
  private @Nullable Failure temporary;
  private int headers;
  private int bodies;
  private boolean mailFromCompared;
  private boolean rcptToCompared;

  ChainVerification(
      SignedMessage signed, SmtpSession session, Dkim2Options options, ReplayStore replays) {
    this.signed = signed;
    this.message = signed.message();
    this.session = session;
    this.options = options;
    this.replays = replays;
    this.draft = options.draft();
    this.cryptography = signed.cryptography();
    this.chain = new Chain(message, options);
    this.signatures = new HopSignatures(signed, options);
  }

  Dkim2Result result() {
    Optional<Defect> limit = message.limitHit();
    if (limit.isPresent()) {
      permError(Dkim2Reason.MESSAGE_LIMIT, limit.get().kind().code(), 0);
      return end();
    }
    if (chain.isEmpty()) {
      return new Dkim2Result.None(Dkim2Basis.none(draft));
    }
    sections.add("dkim2-spec §11.2");
    deviations.addAll(chain.deviations());
    Dkim2Reason problem = chain.problem();
    if (problem != null) {
      permError(problem, chain.detail(), chain.failedHop());
      return end();
    }
    checkTimes();
    checkEnvelope();
    checkCustody();
    checkSignatures();
    checkStates();
    checkRequests();
    if (permanent == null && temporary == null) {
      checkReplay();
    }
    return end();
  }

  private void permError(Dkim2Reason why, String detail, int hop) {
    note(Failure.permError(why, detail, hop));
  }

  private void fail(Dkim2Reason why, String detail, int hop) {
    note(Failure.fail(why, detail, hop));
  }

  private void note(Failure failure) {
    if (failure.kind() == Dkim2Hop.Outcome.TEMPERROR) {
      temporary = temporary == null ? failure : temporary;
    } else {
      permanent = permanent == null ? failure : permanent;
    }
  }

  private int newest() {
    return chain.signatures().size();
  }

  private static String name(int hop) {
    return Chain.SIGNATURE + " i=" + hop;
  }

  // Draft §11.3
  private void checkTimes() {
    sections.add("dkim2-spec §11.3");
    long now = signed.at().getEpochSecond();
    for (int i = 1; i <= newest(); i++) {
      long at = chain.signature(i).signedAt();
      if (at < now - options.ageMax().toSeconds()) {
        permError(Dkim2Reason.EXPIRED, name(i) + " signature expired", i);
      } else if (at > now + options.clockSkew().toSeconds()) {
        permError(Dkim2Reason.SIGNED_IN_FUTURE, name(i) + " signature is from the future", i);
      }
    }
  }

  // Draft §11.4: the newest signature against the session, letter by letter.
  private void checkEnvelope() {
    sections.add("dkim2-spec §11.4");
    ChainSignature last = chain.signature(newest());
    EnvelopePath mailFrom = last.mailFrom();
    if (mailFrom == null) {
      // Draft §9.3: acceptable only where it is arranged, and then nothing can be compared.
      if (!options.arranged().contains(last.domain())) {
        permError(Dkim2Reason.NEXT_DOMAIN_LAST, name(newest()) + " unexpected nd= tag", newest());
      }
      return;
    }
    String sender = session.mailFrom();
    if (sender != null) {
      mailFromCompared = true;
      if (!EnvelopePath.ofAddress(sender).equals(mailFrom)) {
        permError(
            Dkim2Reason.MAIL_FROM_MISMATCH,
            name(newest()) + " MAIL FROM <" + sender + "> did not match",
            newest());
      }
    }
    for (String recipient : session.rcptTo()) {
      rcptToCompared = true;
      if (!last.rcptTo().contains(EnvelopePath.ofAddress(recipient))) {
        permError(
            Dkim2Reason.RCPT_TO_MISMATCH,
            name(newest()) + " RCPT TO <" + recipient + "> did not match",
            newest());
      }
    }
  }

  // Draft §9.2, §9.3, §11.4: each hop got the message from the one before it.
  private void checkCustody() {
    for (int i = 1; i <= newest(); i++) {
      ChainSignature signature = chain.signature(i);
      Dkim2Reason why = Custody.problem(signature, i == 1 ? null : chain.signature(i - 1));
      if (why != null) {
        String text =
            switch (why) {
              case DOMAIN_MISMATCH -> " MAIL FROM and d= do not match";
              case NEXT_DOMAIN_MISMATCH -> " MAIL nd= does not match";
              default -> " does not follow from the hop before it";
            };
        int named = why == Dkim2Reason.NEXT_DOMAIN_MISMATCH ? i - 1 : i;
        permError(why, name(named) + text, i);
      }
    }
  }

  // Draft §11.5 and §11.6
  private void checkSignatures() {
    sections.add("dkim2-spec §11.5");
    sections.add("dkim2-spec §11.6");
    for (int i = 1; i <= newest(); i++) {
      chain.fill(input, i);
      HopSignatures.Check check = signatures.check(chain.signature(i), input);
      checks.add(check);
      if (check.failure() != null) {
        note(check.failure());
      }
    }
  }

  // Draft §11.7: the message as it is, then each state before.
  private void checkStates() {
    sections.add("dkim2-spec §11.7");
    MessageState state = MessageState.of(message, draft);
    byte[] laterAuthors = null;
    long recreated = 0;
    for (int m = chain.instances().size(); m >= 1; m--) {
      if (!checkHashes(chain.instance(m), state)) {
        return;
      }
      byte[] authors = authors(state);
      if (laterAuthors != null && !Arrays.equals(authors, laterAuthors)) {
        checkAuthors(laterAuthors, m + 1);
      }
      laterAuthors = authors;
      Recipe recipe = chain.instance(m).recipe();
      if (m == 1 || recipe == null) {
        continue;
      }
      MessageState before = state.before(recipe);
      if (before == null) {
        permError(
            Dkim2Reason.RECIPE_RANGE,
            Chain.INSTANCE + " m=" + m + " copies what is not there",
            chain.introducing(m).number());
        return;
      }
      recreated += before.length();
      if (recreated > options.limits().recreatedOctetsMax()) {
        permError(Dkim2Reason.RECREATION_TOO_LARGE, Chain.INSTANCE + " m=" + m, 0);
        return;
      }
      state = before;
    }
    if (laterAuthors != null) {
      checkAuthors(laterAuthors, 1);
    }
  }

  private boolean checkHashes(MessageInstance instance, MessageState state) {
    Failure first = null;
    boolean groupPassed = false;
    for (List<MessageInstance.Hash> group : instance.groups()) {
      Failure problem = checkGroup(instance.number(), group, state);
      groupPassed |= problem == null;
      first = first == null ? problem : first;
    }
    if (!groupPassed && first != null) {
      note(first);
      return false;
    }
    headers += state.headerKnown() ? 1 : 0;
    bodies += state.bodyKnown() ? 1 : 0;
    return true;
  }

  private @Nullable Failure checkGroup(
      int number, List<MessageInstance.Hash> group, MessageState state) {
    int hop = chain.introducing(number).number();
    String what = "Message Instance m=" + number;
    boolean known = false;
    // Every header hash comes before any body hash: that is cheaper.
    for (boolean body : new boolean[] {false, true}) {
      for (MessageInstance.Hash hash : group) {
        HashAlgorithm algorithm = hash.algorithm(draft);
        if (algorithm == null) {
          if (draft.has(Dkim2Rule.UNKNOWN_FAILS)) {
            return unknownHash(what, hop);
          }
          continue;
        }
        known = true;
        boolean compared = body ? state.bodyKnown() : state.headerKnown();
        if (compared && !fits(hash, algorithm, body, state)) {
          return Failure.fail(
              body ? Dkim2Reason.BODY_HASH_MISMATCH : Dkim2Reason.HEADER_HASH_MISMATCH,
              what + (body ? " body hash " : " header hash ") + hash.name() + " mismatch",
              hop);
        }
      }
    }
    return known ? null : unknownHash(what, hop);
  }

  private static Failure unknownHash(String what, int hop) {
    return Failure.permError(
        Dkim2Reason.HASH_UNKNOWN, what + " has a hash by no known algorithm", hop);
  }

  private boolean fits(
      MessageInstance.Hash hash, HashAlgorithm algorithm, boolean body, MessageState state) {
    byte[] found =
        body
            ? state.bodyHash(algorithm, cryptography)
            : state.headerHash(algorithm, cryptography, input);
    return MessageDigest.isEqual(found, body ? hash.body() : hash.header());
  }

  /** The From fields of a state; null when the draft has no rule on them or they are lost. */
  private byte @Nullable [] authors(MessageState state) {
    if (!draft.has(Dkim2Rule.AUTHENTIC_FROM) || !state.headerKnown()) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    for (StateField field : state.fromBottom("from")) {
      out.writeBytes("From:".getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(field.canonicalValue());
      out.writeBytes(new byte[] {'\r', '\n'});
    }
    out.writeBytes(new byte[] {'\r', '\n'});
    return out.toByteArray();
  }

  /** From draft 07 on: the author's domain signed the hop that brought this From field. */
  private void checkAuthors(byte[] fields, int instance) {
    ChainSignature signature = chain.introducing(instance);
    for (Mailbox author : Authors.of(Message.of(fields)).mailboxes()) {
      DomainName domain = author.domain();
      if (domain == null || !domain.isAtOrBelow(signature.domain())) {
        permError(
            Dkim2Reason.FROM_NOT_AUTHENTIC,
            Chain.INSTANCE + " m=" + instance + " From is not of " + signature.domain(),
            signature.number());
        return;
      }
    }
  }

  // Draft §11.8
  private void checkRequests() {
    if (!draft.has(Dkim2Rule.REQUESTS)) {
      return;
    }
    for (int i = 1; i < newest(); i++) {
      ChainSignature asking = chain.signature(i);
      for (int j = i + 1; j <= newest(); j++) {
        ChainSignature later = chain.signature(j);
        if (asking.hasFlag("donotexplode") && later.hasFlag("exploded")) {
          fail(
              Dkim2Reason.EXPLODED_AGAINST_REQUEST,
              "Message has been exploded despite a donotexplode request",
              j);
        }
      }
      for (int m = asking.instance() + 1; m <= chain.instances().size(); m++) {
        if (asking.hasFlag("donotmodify") && takesAway(chain.instance(m).recipe())) {
          fail(
              Dkim2Reason.MODIFIED_AGAINST_REQUEST,
              "Message has been modified despite a donotmodify request",
              chain.introducing(m).number());
        }
      }
    }
  }

  /** Whether a change did more than add header fields (draft §8.10). */
  private static boolean takesAway(@Nullable Recipe recipe) {
    if (recipe == null) {
      return false;
    }
    boolean header = recipe.headerLost();
    for (List<Recipe.Step> steps : recipe.header().values()) {
      header |= steps.stream().anyMatch(Recipe.Literal.class::isInstance);
    }
    return header || recipe.body() != null || recipe.bodyLost();
  }

  // Draft §11.9
  private void checkReplay() {
    if (isExploded()) {
      return;
    }
    sections.add("dkim2-spec §11.9");
    if (replays.isKnown(replayKey(), signed.at())) {
      fail(Dkim2Reason.REPLAYED, "Duplicate message with no exploded flag", 0);
    }
  }

  private boolean isExploded() {
    return chain.signatures().stream().anyMatch(place -> place.value().hasFlag("exploded"));
  }

  /**
   * The first signature, which a replay cannot do without; with the session's recipients where that
   * signature names them, as it may have been made for several deliveries.
   */
  private String replayKey() {
    ChainSignature first = chain.signature(1);
    DkimCryptography.Digest digest = cryptography.digest(HashAlgorithm.SHA256);
    digest.update(new byte[] {(byte) draft.number()}, 0, 1);
    for (List<ChainSignature.Value> group : first.groups()) {
      for (ChainSignature.Value value : group) {
        digest.update(value.octets(), 0, value.octets().length);
      }
    }
    for (String recipient : session.rcptTo()) {
      if (first.rcptTo().contains(EnvelopePath.ofAddress(recipient))) {
        byte[] octets = recipient.getBytes(StandardCharsets.UTF_8);
        digest.update(octets, 0, octets.length);
      }
    }
    return HexFormat.of().formatHex(digest.finish());
  }

  private Dkim2Result end() {
    Failure failure = permanent != null ? permanent : temporary;
    if (failure == null) {
      return new Dkim2Result.Pass(basis(isExploded() ? null : replayKey(), 0));
    }
    sections.add(failure.why().section());
    Dkim2Basis basis = basis(null, failure.hop());
    return switch (failure.kind()) {
      case FAIL -> new Dkim2Result.Fail(basis, failure.why(), failure.detail());
      case TEMPERROR -> new Dkim2Result.TempError(basis, failure.why(), failure.detail());
      default -> new Dkim2Result.PermError(basis, failure.why(), failure.detail());
    };
  }

  private Dkim2Basis basis(@Nullable String replayKey, int failedHop) {
    List<OctetRange> octets = chain.octets();
    if (bodies > 0) {
      octets.add(
          new OctetRange("body", message.bodyStart(), message.length() - message.bodyStart()));
    }
    return new Dkim2Basis(
        draft,
        new Dkim2Depth(checks.size(), headers, bodies, mailFromCompared, rcptToCompared),
        hops(),
        chain.instances().size(),
        replayKey,
        failedHop,
        List.copyOf(deviations),
        new Evidence(signatures.answers(), List.copyOf(sections), octets));
  }

  private List<Dkim2Hop> hops() {
    List<Dkim2Hop> hops = new ArrayList<>(chain.signatures().size());
    int before = 0;
    for (Chain.Place<ChainSignature> place : chain.signatures()) {
      ChainSignature signature = place.read().value();
      if (signature != null) {
        HopSignatures.Check check = checks.size() > hops.size() ? checks.get(hops.size()) : null;
        hops.add(hop(signature, check, before > 0 && signature.instance() > before));
        before = signature.instance();
      }
    }
    return hops;
  }

  private static Dkim2Hop hop(
      ChainSignature signature, HopSignatures.@Nullable Check check, boolean modified) {
    List<Dkim2Hop.Value> values = new ArrayList<>(1);
    for (List<ChainSignature.Value> group : signature.groups()) {
      for (ChainSignature.Value value : group) {
        values.add(
            new Dkim2Hop.Value(value.selector(), value.algorithm(), 0, Dkim2Hop.Outcome.UNCHECKED));
      }
    }
    EnvelopePath mailFrom = signature.mailFrom();
    return new Dkim2Hop(
        signature.number(),
        signature.instance(),
        signature.domain(),
        check == null ? values : check.values(),
        signature.signedAt() > Instant.MAX.getEpochSecond()
            ? null
            : Instant.ofEpochSecond(signature.signedAt()),
        mailFrom == null ? null : mailFrom.address(),
        signature.rcptTo().stream().map(EnvelopePath::address).toList(),
        signature.nextDomain(),
        signature.flags(),
        signature.nonce(),
        modified,
        check == null ? Dkim2Hop.Outcome.UNCHECKED : check.outcome());
  }
}
