package dev.indicia.dkim2;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimPublicKey;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.HashAlgorithm;
import dev.indicia.dns.DomainName;
import dev.indicia.message.Message;
import dev.indicia.signed.FoldedField;
import dev.indicia.signed.SigningInput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds a hop to a message (draft §9): a Message-Instance where the message is new or changed, with
 * the recipe that undoes the change, and a DKIM2-Signature. Signs by one draft, that of the
 * options. Thread-safe.
 */
public final class Dkim2Signer {
  private static final int RSA_BITS_MIN = 1024;
  private static final int RSA_BITS_MIN_LATER = 2048;

  private final List<DkimSigningKey> keys;
  private final DomainName domain;
  private final Dkim2Options options;
  private final List<HashAlgorithm> hashes;
  private final DkimCryptography cryptography;

  /**
   * A signer that hashes by SHA-256.
   *
   * @param keys all of one domain, {@code d=}, each with a selector of its own; at most two of one
   *     algorithm
   * @param options draft, strictness of reading the chain so far, and limits
   * @throws IllegalArgumentException when the keys do not go together or are too short
   */
  public Dkim2Signer(
      List<DkimSigningKey> keys, Dkim2Options options, DkimCryptography cryptography) {
    this(keys, options, List.of(HashAlgorithm.SHA256), cryptography);
  }

  /**
   * A signer.
   *
   * @param hashes of {@code h=}: SHA-256, SHA-512 or both, as the draft has them
   * @throws IllegalArgumentException when the keys or hashes do not go together
   */
  public Dkim2Signer(
      List<DkimSigningKey> keys,
      Dkim2Options options,
      List<HashAlgorithm> hashes,
      DkimCryptography cryptography) {
    this.keys = List.copyOf(keys);
    this.options = Objects.requireNonNull(options, "options");
    this.hashes = List.copyOf(hashes);
    this.cryptography = Objects.requireNonNull(cryptography, "cryptography");
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key");
    }
    this.domain = keys.get(0).domain();
    checkKeys();
    boolean sha512 = options.draft().has(Dkim2Rule.SHA512);
    if (this.hashes.isEmpty()
        || new HashSet<>(this.hashes).size() < this.hashes.size()
        || this.hashes.contains(HashAlgorithm.SHA1)
        || (this.hashes.contains(HashAlgorithm.SHA512) && !sha512)) {
      throw new IllegalArgumentException("the draft has no such hashes");
    }
  }

  private void checkKeys() {
    boolean later = options.draft().has(Dkim2Rule.RSA_2048_TO_SIGN);
    int bitsMin = later ? RSA_BITS_MIN_LATER : RSA_BITS_MIN;
    Set<String> selectors = new HashSet<>();
    int rsa = 0;
    for (DkimSigningKey key : keys) {
      DkimPublicKey publicKey = key.keyPair().publicKey();
      if (!key.domain().equals(domain) || !selectors.add(key.selector())) {
        throw new IllegalArgumentException("the keys are not of one domain, or share a selector");
      }
      if (publicKey instanceof DkimPublicKey.Rsa) {
        rsa++;
        if (publicKey.bits() < bitsMin) {
          throw new IllegalArgumentException("the RSA key has fewer than " + bitsMin + " bits");
        }
      }
    }
    if (rsa > 2 || keys.size() - rsa > 2) {
      throw new IllegalArgumentException("there are more than two keys of one algorithm");
    }
  }

  /**
   * Hashes the message and finds out what changed.
   *
   * @param message as it will be sent, with the DKIM2 fields it came with
   * @param previous the message as it came in; null when it was not changed, or is new
   * @param received what became of the chain when the message came in; null when it is new. From
   *     the draft with {@link Dkim2Rule#EXTENDS_VERIFIED} on only a pass may be extended
   */
  public Dkim2Revision prepare(
      Message message, @Nullable Message previous, @Nullable Dkim2Result received) {
    if (message.limitHit().isPresent()) {
      return Dkim2Revision.refused(
          Dkim2Reason.MESSAGE_LIMIT, message.limitHit().get().kind().code());
    }
    Chain chain = new Chain(message, options);
    Dkim2Reason problem = chain.problem();
    if (problem != null && !chain.isEmpty()) {
      return Dkim2Revision.refused(problem, chain.detail());
    }
    MessageState state = MessageState.of(message, options.draft());
    if (chain.isEmpty()) {
      return Dkim2Revision.of(chain, instanceField(1, state, null), 1);
    }
    if (options.draft().has(Dkim2Rule.EXTENDS_VERIFIED)
        && !(received instanceof Dkim2Result.Pass)) {
      return Dkim2Revision.refused(
          Dkim2Reason.CHAIN_UNVERIFIED, received == null ? "" : received.detail());
    }
    int newest = chain.instances().size();
    if (newest == options.limits().fieldsMax()
        || chain.signatures().size() == options.limits().fieldsMax()) {
      return Dkim2Revision.refused(Dkim2Reason.TOO_MANY_FIELDS, "i=" + chain.signatures().size());
    }
    if (isOf(state, chain.instance(newest))) {
      return Dkim2Revision.of(chain, null, newest);
    }
    if (previous == null) {
      return Dkim2Revision.refused(Dkim2Reason.PREVIOUS_MISSING, Chain.INSTANCE + " m=" + newest);
    }
    MessageState before = MessageState.of(previous, options.draft());
    if (!isOf(before, chain.instance(newest))) {
      return Dkim2Revision.refused(Dkim2Reason.PREVIOUS_MISMATCH, Chain.INSTANCE + " m=" + newest);
    }
    Recipe recipe = RecipeMaker.make(before, state, options.draft(), options.limits());
    if (recipe == null || recipe.isEmpty()) {
      return Dkim2Revision.refused(Dkim2Reason.NOT_EXPRESSIBLE, Chain.INSTANCE + " m=" + newest);
    }
    return Dkim2Revision.of(chain, instanceField(newest + 1, state, recipe), newest + 1);
  }

  /** Whether the state has every hash of the instance that is known here, and one at least. */
  private boolean isOf(MessageState state, MessageInstance instance) {
    SigningInput input = new SigningInput();
    boolean known = false;
    for (List<MessageInstance.Hash> group : instance.groups()) {
      for (MessageInstance.Hash hash : group) {
        HashAlgorithm algorithm = hash.algorithm(options.draft());
        if (algorithm == null) {
          continue;
        }
        known = true;
        if (!MessageDigest.isEqual(hash.header(), state.headerHash(algorithm, cryptography, input))
            || !MessageDigest.isEqual(hash.body(), state.bodyHash(algorithm, cryptography))) {
          return false;
        }
      }
    }
    return known;
  }

  private String instanceField(int number, MessageState state, @Nullable Recipe recipe) {
    FoldedField field = new FoldedField(Chain.INSTANCE).word("m=" + number + ";");
    Base64.Encoder base64 = Base64.getEncoder();
    SigningInput input = new SigningInput();
    for (int i = 0; i < hashes.size(); i++) {
      HashAlgorithm hash = hashes.get(i);
      String header = base64.encodeToString(state.headerHash(hash, cryptography, input));
      String body = base64.encodeToString(state.bodyHash(hash, cryptography));
      String end = i + 1 < hashes.size() ? "," : ";";
      field.word((i == 0 ? "h=" : "") + hash.word() + ":").data(header + ":" + body).part(end);
    }
    if (recipe != null) {
      byte[] json = RecipeWriter.json(recipe, options.draft());
      field.word("r=").data(base64.encodeToString(json)).part(";");
    }
    return field.toString();
  }

  /** Prepares and signs a message in one go, for one envelope. */
  public Dkim2SigningResult sign(
      Message message,
      @Nullable Message previous,
      @Nullable Dkim2Result received,
      Dkim2Envelope envelope,
      Instant at) {
    return sign(prepare(message, previous, received), envelope, at);
  }

  /**
   * The fields for one group of recipients. Costs one signature a key, however long the message is.
   *
   * @param at {@code t=}
   */
  public Dkim2SigningResult sign(Dkim2Revision revision, Dkim2Envelope envelope, Instant at) {
    Dkim2SigningResult.Refused refusal = revision.refusal();
    if (refusal != null) {
      return refusal;
    }
    if (envelope.nextDomain() != null && !options.draft().has(Dkim2Rule.NEXT_DOMAIN)) {
      return new Dkim2SigningResult.Refused(Dkim2Reason.SIGNATURE_TAG_UNEXPECTED, "nd=");
    }
    Chain chain = revision.chain();
    int number = chain.signatures().size() + 1;
    String sender = envelope.mailFrom();
    // Draft §9.2: nobody would accept a hop that does not follow from the one before.
    Dkim2Reason why =
        Custody.problem(
            sender == null ? null : EnvelopePath.ofAddress(sender),
            domain,
            number == 1 ? null : chain.signature(number - 1));
    if (why != null) {
      return new Dkim2SigningResult.Refused(why, Chain.SIGNATURE + " i=" + number);
    }
    String instanceField = revision.instanceField();
    SigningInput input = new SigningInput();
    fill(input, chain, instanceField, revision.instance(), number);
    List<byte[]> none = keys.stream().map(key -> new byte[0]).toList();
    add(input, field(number, revision.instance(), envelope, at, none));
    List<byte[]> signatures = new ArrayList<>(keys.size());
    for (DkimSigningKey key : keys) {
      signatures.add(cryptography.signSha256(key.keyPair(), input.octets(), input.length()));
    }
    List<String> fields = new ArrayList<>(2);
    fields.add(field(number, revision.instance(), envelope, at, signatures));
    if (instanceField != null) {
      fields.add(instanceField);
    }
    return new Dkim2SigningResult.Signed(fields, number, revision.instance());
  }

  /** Draft §9.6: instances, a new one last, then signatures. */
  private static void fill(
      SigningInput input, Chain chain, @Nullable String instanceField, int instance, int number) {
    chain.addInstances(input, instance);
    if (instanceField != null) {
      add(input, instanceField);
    }
    chain.addSignatures(input, number - 1);
  }

  private static void add(SigningInput input, String field) {
    byte[] octets = field.getBytes(StandardCharsets.US_ASCII);
    int colon = field.indexOf(':');
    input.addWithoutSpace(octets, 0, colon, colon + 1, octets.length);
  }

  private String field(
      int number, int instance, Dkim2Envelope envelope, Instant at, List<byte[]> signatures) {
    FoldedField field =
        new FoldedField(Chain.SIGNATURE)
            .word("i=" + number + ";")
            .word("m=" + instance + ";")
            .word("t=" + at.getEpochSecond() + ";")
            .word("d=" + domain.text() + ";");
    Base64.Encoder base64 = Base64.getEncoder();
    DomainName next = envelope.nextDomain();
    if (next != null) {
      field.word("nd=" + next.text() + ";");
    } else {
      field.word("mf=").data(path(String.valueOf(envelope.mailFrom()))).part(";");
      for (int i = 0; i < envelope.rcptTo().size(); i++) {
        String end = i + 1 < envelope.rcptTo().size() ? "," : ";";
        field.word(i == 0 ? "rt=" : "").data(path(envelope.rcptTo().get(i))).part(end);
      }
    }
    if (!envelope.flags().isEmpty()) {
      field.word("f=" + String.join(",", envelope.flags()) + ";");
    }
    if (envelope.nonce() != null) {
      field.word("n=" + envelope.nonce() + ";");
    }
    for (int i = 0; i < keys.size(); i++) {
      DkimSigningKey key = keys.get(i);
      boolean rsa = key.keyPair().publicKey() instanceof DkimPublicKey.Rsa;
      String end = i + 1 < keys.size() ? "," : ";";
      field
          .word((i == 0 ? "s=" : "") + key.selector() + ":")
          .part((rsa ? "rsa-sha256" : "ed25519-sha256") + ":")
          .data(base64.encodeToString(signatures.get(i)))
          .part(end);
    }
    return field.toString();
  }

  private static String path(String address) {
    byte[] path = ("<" + address + ">").getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(path);
  }
}
