package dev.indicia.dkim;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A public key as a key record holds it (RFC 6376 §3.6.1, RFC 8463 §4). Immutable. */
public sealed interface DkimPublicKey {

  /** Size in bits: of the modulus for RSA, 256 for Ed25519. */
  int bits();

  /** An RSA key (RFC 8017 §3.1). */
  record Rsa(BigInteger modulus, BigInteger exponent) implements DkimPublicKey {
    public Rsa {
      Objects.requireNonNull(modulus, "modulus");
      Objects.requireNonNull(exponent, "exponent");
    }

    @Override
    public int bits() {
      return modulus.bitLength();
    }

    // By hand, for keys are looked up by it: also the first one of a short run.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Rsa rsa
          && modulus.equals(rsa.modulus)
          && exponent.equals(rsa.exponent);
    }

    @Override
    public int hashCode() {
      return 31 * modulus.hashCode() + exponent.hashCode();
    }
  }

  /** An Ed25519 key (RFC 8032 §5.1.5). */
  final class Ed25519 implements DkimPublicKey {
    /** Length of the key in octets. */
    public static final int LENGTH = 32;

    private final byte[] octets;

    /**
     * The key with these octets.
     *
     * @throws IllegalArgumentException when they are not 32
     */
    public Ed25519(byte[] octets) {
      if (octets.length != LENGTH) {
        throw new IllegalArgumentException("an Ed25519 key has 32 octets, not " + octets.length);
      }
      this.octets = octets.clone();
    }

    /** The 32 octets, a copy. */
    public byte[] octets() {
      return octets.clone();
    }

    @Override
    public int bits() {
      return 8 * LENGTH;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Ed25519 key && Arrays.equals(octets, key.octets);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
      return "Ed25519";
    }
  }
}
