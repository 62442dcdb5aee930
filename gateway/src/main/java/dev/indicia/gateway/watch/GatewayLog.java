package dev.indicia.gateway.watch;

import dev.indicia.events.Json;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Log lines, one JSON object each. Addresses are written as they are, or, with a key, as a keyed
 * hash: the same address has the same hash, and nobody without the key finds out whose it is.
 * Thread-safe.
 */
public final class GatewayLog {
  /** Nobody reads. */
  public static final GatewayLog SILENT = new GatewayLog(line -> {}, InstantSource.system(), null);

  private static final int HASH_OCTETS = 8;
  private static final int TEXT_MAX = 1000;

  private final Consumer<byte[]> lines;
  private final InstantSource clock;
  private final @Nullable SecretKeySpec key;

  /**
   * A log.
   *
   * @param lines takes each line with its line feed; thread-safe
   * @param key for the hashes; null to write addresses as they are
   */
  public GatewayLog(Consumer<byte[]> lines, InstantSource clock, byte @Nullable [] key) {
    this.lines = Objects.requireNonNull(lines, "lines");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.key = key == null ? null : new SecretKeySpec(key, "HmacSHA256");
  }

  /** A line with what the writer adds. */
  public void info(String what, Consumer<Json> members) {
    write("info", what, members);
  }

  /** A line about something that an operator should look at. */
  public void warn(String what, Consumer<Json> members) {
    write("warn", what, members);
  }

  private void write(String level, String what, Consumer<Json> members) {
    lines.accept(
        Json.line(json -> {
          json.time("time", clock.instant()).string("level", level).string("event", what);
          members.accept(json);
        }));
  }

  /** The address as this log writes it; null for null. */
  public @Nullable String address(@Nullable String address) {
    SecretKeySpec secret = key;
    if (address == null || address.isEmpty() || secret == null) {
      return address == null || address.length() <= TEXT_MAX
          ? address
          : address.substring(0, TEXT_MAX);
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      byte[] hash =
          mac.doFinal(address.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8));
      return "hash:" + HexFormat.of().formatHex(hash, 0, HASH_OCTETS);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new AssertionError("every JDK has HmacSHA256", e);
    }
  }
}
