package dev.indicia.arc;

import dev.indicia.authres.AuthenticationResults;
import dev.indicia.dkim.ArcSignature;
import dev.indicia.dkim.DkimReason;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim.SignedMessage;
import dev.indicia.dns.Answer;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Evidence;
import dev.indicia.evidence.OctetRange;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.Defect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The validation of one message's chain (RFC 8617 §5.2). One use, one thread. */
final class ChainValidation {
  private final SignedMessage message;
  private final ArcOptions options;
  private final Chain chain;
  private final Set<Deviation> deviations = new LinkedHashSet<>();
  private final Set<Answer> answers = new LinkedHashSet<>();
  private final Set<String> sections = new LinkedHashSet<>();
  private @Nullable OctetRange body;
  private @Nullable DkimResult[] messageSignatures = new DkimResult[0];
  private @Nullable DkimResult[] seals = new DkimResult[0];
  private @Nullable Integer oldestPass;

  ChainValidation(SignedMessage message, ArcOptions options) {
    this.message = message;
    this.options = options;
    this.chain = new Chain(message, options.limits());
  }

  ArcResult result() {
    sections.add("RFC 8617 §5.2");
    Optional<Defect> limit = message.message().limitHit();
    if (limit.isPresent()) {
      return fail(ArcReason.MESSAGE_LIMIT, limit.get().kind().code());
    }
    chain.read();
    int newest = chain.instance();
    messageSignatures = new DkimResult[newest + 1];
    seals = new DkimResult[newest + 1];
    if (chain.limit() != null) {
      return fail(chain.limit(), chain.detail());
    }
    noteForms();
    // RFC 8617 §5.2 step 2
    if (chain.status(newest) == ChainStatus.FAIL) {
      return fail(ArcReason.CHAIN_FAILED, "i=" + newest);
    }
    // RFC 8617 §5.2 step 3
    if (!chain.errors().isEmpty()) {
      return fail(chain.errors().get(0), chain.detail());
    }
    // RFC 8617 §5.2 step 4: the newest message signature covers the message as it is.
    ArcResult refusal = verifyNewest(newest);
    // RFC 8617 §5.2 step 6: every seal, newest first.
    for (int i = newest; i > 0 && refusal == null; i--) {
      refusal = verifySeal(i);
    }
    if (refusal != null) {
      return refusal;
    }
    // RFC 8617 §5.2 step 5, put last, as it is needed only where the chain passes.
    oldestPass = oldestPass(newest);
    return new ArcResult.Pass(basis());
  }

  private void noteForms() {
    for (ArcField field : chain.fields()) {
      ArcSignature signature = field.signature();
      if (signature == null) {
        continue;
      }
      if (field.instance() > 0 && !signature.startsWithInstance()) {
        deviations.add(ArcDeviation.INSTANCE_NOT_FIRST);
      }
      for (String name : signature.signedNames()) {
        switch (name) {
          case "arc-authentication-results", "arc-message-signature" ->
              deviations.add(ArcDeviation.ARC_FIELD_SIGNED);
          case "arc-seal" -> deviations.add(ArcDeviation.SEAL_SIGNED);
          case "authentication-results" -> deviations.add(ArcDeviation.RESULTS_SIGNED);
          default -> {
            // May be signed.
          }
        }
      }
    }
  }

  private @Nullable ArcResult verifyNewest(int newest) {
    // RFC 8617 §4.1.2: a seal in h= would have to be there before it was made.
    if (isRefused(newest)) {
      return fail(ArcReason.SEAL_SIGNED, "i=" + newest);
    }
    DkimResult result = verifyMessageSignature(newest);
    ArcReason why = ofMessageSignature(result);
    return why == null ? null : refusal(why, newest, result);
  }

  private boolean isRefused(int instance) {
    return options.strictness() == Strictness.STRICT
        && chain.messageSignature(instance).signedNames().contains("arc-seal");
  }

  private DkimResult verifyMessageSignature(int instance) {
    DkimResult result = chain.messageSignature(instance).verify();
    messageSignatures[instance] = result;
    note(result);
    return result;
  }

  private @Nullable ArcResult verifySeal(int instance) {
    DkimResult result = chain.seal(instance).verify(chain.covered(instance));
    seals[instance] = result;
    note(result);
    ArcReason why = ofSeal(result);
    return why == null ? null : refusal(why, instance, result);
  }

  /** The lowest instance whose message signature and all above it verify; 0 when all do. */
  private int oldestPass(int newest) {
    for (int i = newest - 1; i > 0; i--) {
      if (isRefused(i) || !(verifyMessageSignature(i) instanceof DkimResult.Pass)) {
        return i + 1;
      }
    }
    return 0;
  }

  private void note(DkimResult result) {
    deviations.addAll(result.basis().deviations());
    Evidence evidence = result.basis().evidence();
    answers.addAll(evidence.answers());
    sections.addAll(evidence.sections());
    for (OctetRange range : evidence.octets()) {
      if (range.what().equals("body")) {
        body = range;
      }
    }
  }

  // No switch over the kinds here: the JVM links each pattern switch anew in every run.

  private static @Nullable ArcReason ofMessageSignature(DkimResult result) {
    if (result instanceof DkimResult.Pass) {
      return null;
    }
    if (result instanceof DkimResult.Fail fail) {
      return fail.why() == DkimReason.SIGNATURE_MISMATCH
          ? ArcReason.MESSAGE_SIGNATURE_MISMATCH
          : ArcReason.BODY_HASH_MISMATCH;
    }
    return unusable(
        result,
        ArcReason.MESSAGE_SIGNATURE_SYNTAX,
        ArcReason.MESSAGE_SIGNATURE_KEY,
        ArcReason.MESSAGE_SIGNATURE_REFUSED);
  }

  private static @Nullable ArcReason ofSeal(DkimResult result) {
    if (result instanceof DkimResult.Pass) {
      return null;
    }
    if (result instanceof DkimResult.Fail) {
      return ArcReason.SEAL_MISMATCH;
    }
    return unusable(result, ArcReason.SEAL_SYNTAX, ArcReason.SEAL_KEY, ArcReason.SEAL_REFUSED);
  }

  private static ArcReason unusable(
      DkimResult result, ArcReason syntax, ArcReason key, ArcReason refused) {
    if (result instanceof DkimResult.TempError) {
      return ArcReason.KEY_UNAVAILABLE;
    }
    if (result instanceof DkimResult.Neutral) {
      return syntax;
    }
    return result instanceof DkimResult.PermError error && error.why().code().startsWith("key-")
        ? key
        : refused;
  }

  private ArcResult refusal(ArcReason why, int instance, DkimResult result) {
    String detail =
        "i="
            + instance
            + result.reason().map(reason -> ", " + reason.meaning()).orElse("")
            + detail(result);
    return why == ArcReason.KEY_UNAVAILABLE
        ? new ArcResult.TempError(basis(), why, detail)
        : fail(why, detail);
  }

  private static String detail(DkimResult result) {
    String detail = "";
    if (result instanceof DkimResult.Fail fail) {
      detail = fail.detail();
    } else if (result instanceof DkimResult.Policy policy) {
      detail = policy.detail();
    } else if (result instanceof DkimResult.Neutral neutral) {
      detail = neutral.detail();
    } else if (result instanceof DkimResult.TempError error) {
      detail = error.detail();
    } else if (result instanceof DkimResult.PermError error) {
      detail = error.detail();
    }
    return detail.isEmpty() ? "" : " (" + detail + ")";
  }

  private ArcResult fail(ArcReason why, String detail) {
    sections.add(why.section());
    return new ArcResult.Fail(basis(), why, detail);
  }

  private ArcBasis basis() {
    List<ArcSet> sets = new ArrayList<>(chain.instance());
    for (int i = 1; i <= chain.instance(); i++) {
      if (chain.hasAnyOf(i)) {
        sets.add(set(i));
      }
    }
    List<OctetRange> octets = new ArrayList<>(chain.fields().size() + 1);
    for (ArcField field : chain.fields()) {
      octets.add(field.octets());
    }
    if (body != null) {
      octets.add(body);
    }
    return new ArcBasis(
        chain.instance(),
        oldestPass,
        sets,
        chain.errors(),
        List.copyOf(deviations),
        new Evidence(List.copyOf(answers), List.copyOf(sections), octets));
  }

  private ArcSet set(int instance) {
    ArcSignature seal = chain.sealOrNull(instance);
    ArcSignature messageSignature = chain.messageSignatureOrNull(instance);
    return new ArcSet(
        instance,
        chain.status(instance),
        seal == null ? null : seal.domain(),
        seal == null ? null : seal.selector(),
        seal == null ? null : seal.signedAt(),
        messageSignature == null ? List.of() : messageSignature.signedNames(),
        results(chain.resultsOf(instance)),
        messageSignatures[instance],
        seals[instance],
        chain.octets(instance));
  }

  /** RFC 8617 §4.1.1: the results behind the instance, as those of RFC 8601 §2.2. */
  private @Nullable AuthenticationResults results(@Nullable String text) {
    if (text == null) {
      return null;
    }
    AuthenticationResults.Parsed parsed = AuthenticationResults.parse(text, Strictness.LENIENT);
    AuthenticationResults.Parsed.Valid valid =
        parsed instanceof AuthenticationResults.Parsed.Valid read ? read : null;
    if (valid == null || !valid.deviations().isEmpty()) {
      deviations.add(ArcDeviation.RESULTS_SYNTAX);
    }
    return valid == null ? null : valid.results();
  }
}
