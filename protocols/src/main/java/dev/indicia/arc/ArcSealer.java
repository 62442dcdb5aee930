package dev.indicia.arc;

import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.MethodResult;
import dev.indicia.dkim.ArcSetSigner;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.evidence.OctetRange;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds ARC Sets to messages (RFC 8617 §5.1). Seal last: whatever is changed afterwards, a
 * DKIM-Signature added included, breaks the set. Thread-safe.
 *
 * <p>RFC 8617 knows rsa-sha256 alone; Ed25519 keys (RFC 8463) work, where the next relays know
 * them.
 */
public final class ArcSealer {
  private final ArcSetSigner signer;

  /**
   * A sealer with this key.
   *
   * @throws IllegalArgumentException when an RSA key is too short or has more than 8192 bits
   */
  public ArcSealer(DkimSigningKey key, ArcSealingOptions options, DkimCryptography cryptography) {
    this.signer = new ArcSetSigner(key, options.messageSignature(), cryptography);
  }

  /**
   * Makes the next ARC Set of the message. Its {@code cv=} is the validation's result; unless the
   * results have one for "arc", that is added to them.
   *
   * @param validation what {@link ArcVerifier} says of this message
   * @param results everything that our own ADMD found out about this message, under its authserv-id
   * @param at the time of sealing, {@code t=}
   * @throws IllegalArgumentException when the validation is of another message, or the results
   *     cannot be written
   */
  public ArcSealingResult seal(
      Message message, ArcResult validation, AuthenticationResults results, Instant at) {
    return seal(message, validation, results, message, at);
  }

  /**
   * As {@link #seal(Message, ArcResult, AuthenticationResults, Instant)}, for a message that does
   * not go on as it came.
   *
   * @param received the message that was validated
   * @param sent the message that goes on under the set; it has the received one's ARC fields, in
   *     their order
   */
  public ArcSealingResult seal(
      Message received,
      ArcResult validation,
      AuthenticationResults results,
      Message sent,
      Instant at) {
    Objects.requireNonNull(at, "at");
    ArcSealingResult refusal = refusal(validation);
    if (refusal != null) {
      return refusal;
    }
    // RFC 8617 §5.1 step 3
    int instance = validation.basis().instance() + 1;
    ChainStatus cv = status(validation);
    String aar = withChain(results, validation).formatInSet(instance);
    return switch (signer.messageSignature(sent, instance, at)) {
      case DkimSigningResult.Refused refused ->
          new ArcSealingResult.Refused(refused.why(), refused.detail());
      case DkimSigningResult.Signed signed -> {
        String ams = signed.fields().get(0);
        // RFC 8617 §5.1.2: the seal of a chain that failed covers its own set alone.
        List<HeaderField> below =
            cv == ChainStatus.PASS ? chain(received, sent, validation.basis()) : List.of();
        String seal = signer.seal(sent, below, List.of(aar, ams), instance, cv.word(), at);
        yield new ArcSealingResult.Sealed(List.of(seal, ams, aar), instance, cv);
      }
    };
  }

  private static ArcSealingResult.@Nullable Refused refusal(ArcResult validation) {
    if (validation instanceof ArcResult.TempError error) {
      return new ArcSealingResult.Refused(ArcReason.CHAIN_UNDECIDED, error.detail());
    }
    if (validation instanceof ArcResult.Fail fail) {
      switch (fail.why()) {
        // RFC 8617 §5.1 step 2
        case CHAIN_FAILED -> {
          return new ArcSealingResult.Refused(ArcReason.CHAIN_ENDED, fail.detail());
        }
        case TOO_MANY_SETS, FIELD_TOO_LONG, CHAIN_TOO_LONG, MESSAGE_LIMIT -> {
          return new ArcSealingResult.Refused(fail.why(), fail.detail());
        }
        default -> {
          // To be sealed as failed.
        }
      }
    }
    if (validation.basis().instance() >= ArcLimits.SETS_MAX) {
      return new ArcSealingResult.Refused(
          ArcReason.TOO_MANY_SETS, "i=" + validation.basis().instance());
    }
    return null;
  }

  private static ChainStatus status(ArcResult validation) {
    return switch (validation) {
      case ArcResult.None none -> ChainStatus.NONE;
      case ArcResult.Pass pass -> ChainStatus.PASS;
      case ArcResult.Fail fail -> ChainStatus.FAIL;
      case ArcResult.TempError error -> throw new AssertionError("refused before");
    };
  }

  /** RFC 8617 §4.1.1 and §10: the chain's own result is among the results. */
  private static AuthenticationResults withChain(
      AuthenticationResults results, ArcResult validation) {
    if (results.first("arc").isPresent()) {
      return results;
    }
    Integer oldestPass = validation.basis().oldestPass();
    MethodResult arc =
        oldestPass == null
            ? MethodResult.of("arc", validation.word())
            : MethodResult.of(
                "arc",
                validation.word(),
                // RFC 8617 §10
                new MethodResult.Property("header", "oldest-pass", oldestPass.toString()));
    List<MethodResult> all = new ArrayList<>(results.results());
    all.add(arc);
    return new AuthenticationResults(
        results.authservId(), results.version(), results.comments(), all);
  }

  /** The fields of the chain in the order in which seals cover them (RFC 8617 §5.1.1). */
  private static List<HeaderField> chain(Message received, Message sent, ArcBasis basis) {
    List<HeaderField> was = arcFields(received);
    List<HeaderField> is = received == sent ? was : arcFields(sent);
    if (was.size() != is.size()) {
      throw new IllegalArgumentException("the message that goes on has other ARC fields");
    }
    Map<Integer, HeaderField> byStart = new HashMap<>();
    for (int i = 0; i < was.size(); i++) {
      byStart.put(was.get(i).start(), is.get(i));
    }
    List<HeaderField> chain = new ArrayList<>(3 * basis.instance());
    for (ArcSet set : basis.sets()) {
      for (OctetRange range : set.octets()) {
        HeaderField field = byStart.get(range.offset());
        if (field == null) {
          throw new IllegalArgumentException("the validation is of another message");
        }
        chain.add(field);
      }
    }
    return chain;
  }

  private static List<HeaderField> arcFields(Message message) {
    return message.fields().stream().filter(field -> ArcField.kind(field) != null).toList();
  }
}
