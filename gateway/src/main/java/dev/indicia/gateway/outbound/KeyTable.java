package dev.indicia.gateway.outbound;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimPublicKey;
import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dns.DomainName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Signing keys by domain, with the time from which each is used. At any time a domain signs with
 * the newest of its RSA keys that are in use and the newest of its Ed25519 keys. Thread-safe.
 */
public final class KeyTable {
  /** Nobody's mail is signed. */
  public static final KeyTable EMPTY =
      new KeyTable(List.of(), DkimSigningOptions.DEFAULT, DkimCryptography.jdk());

  private final List<Entry> entries;
  private final DkimSigningOptions options;
  private final DkimCryptography cryptography;
  private final ConcurrentHashMap<List<Entry>, DkimSigner> signers = new ConcurrentHashMap<>();

  /**
   * A key and when it is used.
   *
   * @param from null for ever before
   * @param until null for ever after
   */
  public record Entry(DkimSigningKey key, @Nullable Instant from, @Nullable Instant until) {
    private boolean isUsedAt(Instant at) {
      return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
    }

    private Instant begin() {
      return from == null ? Instant.MIN : from;
    }

    private boolean isRsa() {
      return key.keyPair().publicKey() instanceof DkimPublicKey.Rsa;
    }
  }

  /**
   * A table of these keys.
   *
   * @throws IllegalArgumentException when a key is too weak to sign with
   */
  public KeyTable(List<Entry> entries, DkimSigningOptions options, DkimCryptography cryptography) {
    this.entries = List.copyOf(entries);
    this.options = options;
    this.cryptography = cryptography;
    for (Entry entry : this.entries) {
      signer(List.of(entry)); // What is wrong with a key is said now.
    }
  }

  /** What signs mail of that author's domain at that time. */
  public Optional<DkimSigner> signer(DomainName author, Instant at) {
    List<Entry> used = used(author, at);
    return used.isEmpty() ? Optional.empty() : Optional.of(signer(used));
  }

  /** The keys of that domain at that time, at most two; none where there are none. */
  List<DkimSigningKey> keys(DomainName domain, Instant at) {
    return used(domain, at).stream().map(Entry::key).toList();
  }

  /** Every key, whenever it is used. */
  List<DkimSigningKey> all() {
    return entries.stream().map(Entry::key).toList();
  }

  /** The domain's own keys, else those of the nearest above. */
  private List<Entry> used(DomainName domain, Instant at) {
    int labels = 0;
    for (Entry entry : entries) {
      if (entry.isUsedAt(at) && domain.isAtOrBelow(entry.key().domain())) {
        labels = Math.max(labels, entry.key().domain().labelCount());
      }
    }
    int nearest = labels;
    List<Entry> used = new ArrayList<>(2);
    for (boolean rsa : new boolean[] {true, false}) {
      entries.stream()
          .filter(e -> e.isRsa() == rsa && e.isUsedAt(at))
          .filter(e -> domain.isAtOrBelow(e.key().domain()))
          .filter(e -> e.key().domain().labelCount() == nearest)
          .max(Comparator.comparing(Entry::begin))
          .ifPresent(used::add);
    }
    return List.copyOf(used);
  }

  private DkimSigner signer(List<Entry> used) {
    return signers.computeIfAbsent(
        used,
        keys -> new DkimSigner(keys.stream().map(Entry::key).toList(), options, cryptography));
  }
}
