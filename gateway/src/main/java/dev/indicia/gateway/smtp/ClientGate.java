package dev.indicia.gateway.smtp;

import dev.indicia.dns.IpAddress;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts connections and messages of clients. Thread-safe. */
final class ClientGate {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** A token bucket: it fills in a minute. */
  private static final class Bucket {
    private double tokens;
    private long at;

    Bucket(double tokens, long at) {
      this.tokens = tokens;
      this.at = at;
    }
  }

  private final SmtpLimits limits;
  private final Map<IpAddress, Integer> perAddress = new HashMap<>();
  private final Map<IpAddress, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<IpAddress, Bucket> eldest) {
          return size() > limits.networksMax();
        }
      };
  private int connections;

  ClientGate(SmtpLimits limits) {
    this.limits = limits;
  }

  /**
   * A connection more.
   *
   * @param counted the address that is counted; null for a trusted one
   * @return why it may not be; null when it was let in and {@link #leave} has to follow
   */
  synchronized @Nullable SmtpRefusal enter(@Nullable IpAddress counted) {
    if (connections >= limits.connectionsMax()) {
      return SmtpRefusal.TOO_MANY_CONNECTIONS;
    }
    if (counted != null) {
      int open = perAddress.getOrDefault(counted, 0);
      if (open >= limits.connectionsPerAddressMax()) {
        return SmtpRefusal.TOO_MANY_FROM_ADDRESS;
      }
      perAddress.put(counted, open + 1);
    }
    connections++;
    return null;
  }

  /** A connection less. */
  synchronized void leave(@Nullable IpAddress counted) {
    connections--;
    if (counted != null) {
      perAddress.computeIfPresent(counted, (address, open) -> open > 1 ? open - 1 : null);
    }
  }

  /** Whether the client's network may begin one message more now. */
  synchronized boolean mayBegin(IpAddress client, long now) {
    double max = limits.messagesPerMinuteMax();
    Bucket bucket = buckets.computeIfAbsent(network(client), key -> new Bucket(max, now));
    bucket.tokens =
        Math.min(max, bucket.tokens + max * Math.max(0, now - bucket.at) / MINUTE_NANOS);
    bucket.at = now;
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }

  /** The /24 or /64 of the address. */
  private static IpAddress network(IpAddress address) {
    return address.isV4()
        ? new IpAddress(4, 0, address.low() & 0xffffff00L)
        : new IpAddress(6, address.high(), 0);
  }
}
