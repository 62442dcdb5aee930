package dev.indicia.dkim2;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.HashAlgorithm;
import dev.indicia.dns.DomainName;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.message.MimePart;
import dev.indicia.message.MimeStructure;
import dev.indicia.signed.SigningInput;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Delivery status notifications in DKIM2's way (draft §12): to whom one may be sent, whether one
 * that came in is about a message of ours, and what to send back to the hop before us. Thread-safe.
 */
public final class Dkim2Bounces {
  private final Dkim2Options options;
  private final DkimCryptography cryptography;

  /** By these options and this cryptography. */
  public Dkim2Bounces(Dkim2Options options, DkimCryptography cryptography) {
    this.options = Objects.requireNonNull(options, "options");
    this.cryptography = Objects.requireNonNull(cryptography, "cryptography");
  }

  /**
   * To whom a notification about the message may be sent: the MAIL FROM that the newest hop signed
   * (draft §12). Nothing where the message does not pass, or has the null reverse-path.
   */
  public static Optional<String> recipient(Dkim2Result result) {
    List<Dkim2Hop> hops = result.basis().hops();
    if (!(result instanceof Dkim2Result.Pass) || hops.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(hops.getLast().mailFrom()).filter(address -> !address.isEmpty());
  }

  /** What became of a notification. */
  public sealed interface Outcome {
    /**
     * It is about a message that we sent as it says.
     *
     * @param returned the message, or its header fields alone
     * @param withBody whether the body came back too
     */
    record Authentic(Message returned, boolean withBody) implements Outcome {}

    /** It is not; it must not be passed on (draft §12.1.2). */
    record Refused(Dkim2Reason why, String detail) implements Outcome {}
  }

  /**
   * Whether a notification is about a message of ours (draft §12.1.2).
   *
   * @param verified what became of the notification's own chain
   * @param own the domains we sign with
   */
  public Outcome authenticate(Message notification, Dkim2Result verified, Set<DomainName> own) {
    MimePart part = returnedPart(notification);
    if (part == null) {
      return new Outcome.Refused(Dkim2Reason.NOT_A_BOUNCE, "");
    }
    List<Dkim2Hop> hops = verified.basis().hops();
    if (!(verified instanceof Dkim2Result.Pass) || hops.isEmpty()) {
      return new Outcome.Refused(Dkim2Reason.BOUNCE_NOT_SIGNED, verified.detail());
    }
    boolean withBody = part.contentType().isMessage();
    Message returned =
        Message.of(part.decode(notification.length()).octets(), notification.limits());
    Chain chain = new Chain(returned, options);
    Dkim2Reason problem = chain.isEmpty() ? Dkim2Reason.SIGNATURE_MISSING : chain.problem();
    if (problem != null) {
      return new Outcome.Refused(problem, chain.detail());
    }
    ChainSignature last = chain.signature(chain.signatures().size());
    // Draft §12.1.2 step 1: by whom the message was sent to.
    if (!isBySomeRecipient(hops.getFirst().domain(), last)) {
      return new Outcome.Refused(Dkim2Reason.BOUNCE_SENDER, hops.getFirst().domain().text());
    }
    // Draft §12.1.2 step 2: about a hop of ours.
    if (!own.contains(last.domain())) {
      return new Outcome.Refused(Dkim2Reason.BOUNCE_NOT_OURS, last.domain().text());
    }
    // Draft §12.1.2 step 3: as we sent it.
    Dkim2Reason mismatch = mismatch(returned, chain, withBody);
    return mismatch == null
        ? new Outcome.Authentic(returned, withBody)
        : new Outcome.Refused(mismatch, Chain.INSTANCE + " m=" + last.instance());
  }

  /** Draft §12.1: the third part, a message or its header fields. */
  private static @Nullable MimePart returnedPart(Message notification) {
    MimePart root = MimeStructure.of(notification).root();
    if (!root.contentType().name().equals("multipart/report") || root.children().size() < 3) {
      return null;
    }
    MimePart part = root.children().get(2);
    boolean fields = part.contentType().name().equals("text/rfc822-headers");
    return fields || part.contentType().isMessage() ? part : null;
  }

  private static boolean isBySomeRecipient(DomainName signer, ChainSignature last) {
    for (EnvelopePath path : last.rcptTo()) {
      if (path.domain().filter(domain -> domain.isAtOrBelow(signer)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Dkim2Reason mismatch(Message returned, Chain chain, boolean withBody) {
    MessageState state = MessageState.of(returned, options.draft());
    SigningInput input = new SigningInput();
    boolean known = false;
    for (List<MessageInstance.Hash> group : chain.instance(chain.instances().size()).groups()) {
      for (MessageInstance.Hash hash : group) {
        HashAlgorithm algorithm = hash.algorithm(options.draft());
        if (algorithm == null) {
          continue;
        }
        known = true;
        if (!MessageDigest.isEqual(
            hash.header(), state.headerHash(algorithm, cryptography, input))) {
          return Dkim2Reason.HEADER_HASH_MISMATCH;
        }
        if (withBody
            && !MessageDigest.isEqual(hash.body(), state.bodyHash(algorithm, cryptography))) {
          return Dkim2Reason.BODY_HASH_MISMATCH;
        }
      }
    }
    return known ? null : Dkim2Reason.HASH_UNKNOWN;
  }

  /**
   * What goes back to the hop before us.
   *
   * @param recipient to whom, without angle brackets
   * @param returned the message as it came to us, or its header fields: what the third part of a
   *     new notification holds. That notification is a message of its own, with one
   *     Message-Instance and one DKIM2-Signature
   * @param withBody whether the body is there
   */
  @SuppressWarnings("ArrayRecordComponent") // Large, used once, never compared.
  public record Propagation(String recipient, byte[] returned, boolean withBody) {}

  /**
   * Undoes what our hop did to a message that came back (draft §12.1.1): our signature and what we
   * changed. Nothing where we were the first hop, or the hop before wants no notification.
   */
  public Optional<Propagation> propagate(Outcome.Authentic bounce) {
    Chain chain = new Chain(bounce.returned(), options);
    if (chain.isEmpty() || chain.problem() != null || chain.signatures().size() < 2) {
      return Optional.empty();
    }
    int before = chain.signatures().size() - 1;
    EnvelopePath mailFrom = chain.signature(before).mailFrom();
    if (mailFrom == null || mailFrom.isNull()) {
      return Optional.empty();
    }
    int instance = chain.signature(before).instance();
    MessageState state = MessageState.of(bounce.returned(), options.draft());
    boolean withBody = bounce.withBody();
    for (int m = chain.instances().size(); m > instance; m--) {
      Recipe recipe = chain.instance(m).recipe();
      if (recipe == null) {
        continue;
      }
      Recipe applied =
          withBody ? recipe : new Recipe(recipe.header(), recipe.headerLost(), null, true);
      MessageState earlier = state.before(applied);
      if (earlier == null || !earlier.headerKnown()) {
        return Optional.empty();
      }
      withBody &= earlier.bodyKnown();
      state = earlier;
    }
    List<StateField> above = new ArrayList<>();
    byte[] octets = bounce.returned().octets();
    for (HeaderField field : bounce.returned().fields()) {
      StateField read = StateField.of(octets, field);
      boolean ours = isAbove(chain, field, before, instance);
      if (!ours && UnsignedFields.contains(options.draft(), read.name())) {
        above.add(read);
      }
    }
    return Optional.of(
        new Propagation(mailFrom.address(), state.octets(above, withBody), withBody));
  }

  private static boolean isAbove(Chain chain, HeaderField field, int signature, int instance) {
    return chain.signatures().stream()
            .anyMatch(place -> place.field() == field && place.number() > signature)
        || chain.instances().stream()
            .anyMatch(place -> place.field() == field && place.number() > instance);
  }
}
