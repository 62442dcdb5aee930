package dev.indicia.resolver;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Question;
import dev.indicia.dns.Resolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.WireParseException;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * Asks DNS servers over UDP, and over TCP where the answer is too long (RFC 7766 §5). Each try goes
 * to the next server; one that answered with an error is not asked again for the same question.
 * Message ids and source ports are random (RFC 5452 §9.2, dnsjava's). Waits at most {@code tries}
 * times {@code tryMillis}, or as long as the caller allows if that is shorter. At most 256
 * questions are under way at one time, others wait. Thread-safe; keeps nothing, see {@link
 * CachingResolver}.
 */
public final class DnsResolver implements Resolver {
  /** Octets of a UDP response that pass every usual path unfragmented (RFC 9715 §3.1 and R5). */
  private static final int EDNS_PAYLOAD_SIZE = 1232;

  /** More at one time overrun the receive buffers on the way, and every loss costs a time-out. */
  private static final int QUESTIONS_UNDER_WAY_MAX = 256;

  private final List<Server> servers;
  private final long tryMillis;
  private final int tries;
  private final DnssecTrust trust;
  private final Semaphore questionsUnderWay = new Semaphore(QUESTIONS_UNDER_WAY_MAX);

  private DnsResolver(List<Server> servers, long tryMillis, int tries, DnssecTrust trust) {
    this.servers = List.copyOf(servers);
    this.tryMillis = tryMillis;
    this.tries = tries;
    this.trust = trust;
  }

  /** A builder with the defaults: the system's servers, 3 tries of 2 seconds, no DNSSEC. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Answer resolve(Question question) {
    return resolveWithin(question, Long.MAX_VALUE);
  }

  @Override
  public Answer resolveWithin(Question question, long millisMax) {
    long millis = Math.min(millisMax, tryMillis * tries);
    long endNanos = System.nanoTime() + millis * 1_000_000;
    try {
      if (!questionsUnderWay.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        String detail = "still waiting to be sent after " + millis + " ms";
        return new Answer.Failed(question, DnsFailure.TIMEOUT, detail);
      }
    } catch (InterruptedException e) {
      return interrupted(question);
    }
    try {
      return follow(question, endNanos, millis);
    } finally {
      questionsUnderWay.release();
    }
  }

  private static Answer.Failed interrupted(Question question) {
    Thread.currentThread().interrupt();
    return new Answer.Failed(question, DnsFailure.TIMEOUT, "interrupted while waiting");
  }

  /** Asks for the name and, where a response ends in an alias, for its target. */
  private Answer follow(Question question, long endNanos, long millis) {
    Name name = Responses.name(question.name());
    long ttl = Integer.MAX_VALUE;
    int hops = 0;
    boolean secure = true;
    while (true) {
      switch (ask(question, name, endNanos, millis, ttl, hops, secure)) {
        case Responses.Reading.Done done -> {
          return done.answer();
        }
        case Responses.Reading.Alias alias -> {
          name = alias.target();
          ttl = alias.ttlSeconds();
          hops = alias.hops();
          secure = alias.secure();
        }
      }
    }
  }

  /** Asks one server after the other until one gives an answer or the time is over. */
  private Responses.Reading ask(
      Question question,
      Name name,
      long endNanos,
      long millis,
      long ttl,
      int hops,
      boolean secure) {
    boolean[] gaveUp = new boolean[servers.size()];
    Answer.Failed worst = null;
    int next = 0;
    for (int attempt = 0; attempt < tries; attempt++) {
      int index = nextServer(gaveUp, next);
      long leftNanos = endNanos - System.nanoTime();
      if (index < 0 || leftNanos <= 0) {
        break;
      }
      next = index + 1;
      Server server = servers.get(index);
      // Validation asks many questions for one, each with its own time limit.
      long waitNanos =
          trust == DnssecTrust.VALIDATION
              ? leftNanos
              : Math.min(leftNanos, TimeUnit.MILLISECONDS.toNanos(tryMillis));
      Answer.Failed failed;
      try {
        Message response = server.send(query(question, name, true), waitNanos);
        if (response.getRcode() == Rcode.FORMERR && trust != DnssecTrust.VALIDATION) {
          // RFC 6891 §7: the server may be older than EDNS.
          long againNanos = Math.min(waitNanos, endNanos - System.nanoTime());
          response = server.send(query(question, name, false), Math.max(1, againNanos));
        }
        Responses.Reading reading =
            Responses.read(question, name, response, trust, ttl, hops, secure);
        if (!(reading instanceof Responses.Reading.Done done
            && done.answer() instanceof Answer.Failed f)) {
          return reading;
        }
        failed = f;
        gaveUp[index] = f.kind() != DnsFailure.BAD_RESPONSE || response.getRcode() != 0;
      } catch (InterruptedException e) {
        return new Responses.Reading.Done(interrupted(question));
      } catch (TimeoutException e) {
        failed = new Answer.Failed(question, DnsFailure.TIMEOUT, "no answer from " + server);
      } catch (ExecutionException e) {
        failed = failure(question, server, e.getCause());
      }
      worst = worst == null || rank(failed) < rank(worst) ? failed : worst;
    }
    String detail = "no answer within " + millis + " ms";
    return new Responses.Reading.Done(
        worst != null ? worst : new Answer.Failed(question, DnsFailure.TIMEOUT, detail));
  }

  private static int nextServer(boolean[] gaveUp, int from) {
    for (int i = 0; i < gaveUp.length; i++) {
      int index = (from + i) % gaveUp.length;
      if (!gaveUp[index]) {
        return index;
      }
    }
    return -1;
  }

  private Message query(Question question, Name name, boolean edns) {
    Record record = Record.newRecord(name, Responses.typeCode(question.type()), DClass.IN);
    Message query = Message.newQuery(record);
    if (trust == DnssecTrust.SERVERS) {
      // RFC 6840 §5.7: AD in a query asks for AD in the response, without the signatures.
      query.getHeader().setFlag(Flags.AD);
    }
    if (edns) {
      int flags = trust == DnssecTrust.VALIDATION ? ExtendedFlags.DO : 0;
      query.addRecord(new OPTRecord(EDNS_PAYLOAD_SIZE, 0, 0, flags), Section.ADDITIONAL);
    }
    return query;
  }

  private static Answer.Failed failure(Question question, Server server, @Nullable Throwable e) {
    DnsFailure kind =
        switch (e) {
          case SocketTimeoutException timeout -> DnsFailure.TIMEOUT;
          case WireParseException parse -> DnsFailure.BAD_RESPONSE;
          case IOException io when isTimeout(io) -> DnsFailure.TIMEOUT;
          case IOException io -> DnsFailure.UNREACHABLE;
          case null, default -> DnsFailure.BAD_RESPONSE;
        };
    return new Answer.Failed(question, kind, server + ": " + e);
  }

  // dnsjava reports a time-out as a plain IOException with this text.
  private static boolean isTimeout(IOException e) {
    String message = e.getMessage();
    return message != null && message.contains("imed out");
  }

  /** What says most about the name comes first. */
  private static int rank(Answer.Failed failed) {
    return switch (failed.kind()) {
      case BOGUS -> 0;
      case SERVFAIL -> 1;
      case REFUSED -> 2;
      case BAD_RESPONSE -> 3;
      case TIMEOUT -> 4;
      case UNREACHABLE -> 5;
      case BUDGET_EXHAUSTED -> 6;
    };
  }

  /** One server and the way to send to it. */
  private record Server(InetSocketAddress address, org.xbill.DNS.Resolver way) {
    Message send(Message query, long waitNanos)
        throws InterruptedException, ExecutionException, TimeoutException {
      return way.sendAsync(query).toCompletableFuture().get(waitNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public String toString() {
      return address.getAddress() == null
          ? address.toString()
          : address.getAddress().getHostAddress() + " port " + address.getPort();
    }
  }

  /** Collects the options of a {@link DnsResolver}. Not thread-safe. */
  public static final class Builder {
    private final List<InetSocketAddress> servers = new ArrayList<>();
    private long tryMillis = 2_000;
    private int tries = 3;
    private DnssecTrust trust = DnssecTrust.NONE;
    private String trustAnchors = "";

    private Builder() {}

    /** Adds a server; without any those of the system are used (resolv.conf). */
    public Builder server(InetSocketAddress server) {
      servers.add(server);
      return this;
    }

    /** How long one try waits, 1 to 60,000 milliseconds. */
    public Builder tryMillis(long millis) {
      if (millis < 1 || millis > 60_000) {
        throw new IllegalArgumentException("tryMillis out of range: " + millis);
      }
      tryMillis = millis;
      return this;
    }

    /** How many tries there are for one question, all servers together, 1 to 20. */
    public Builder tries(int count) {
      if (count < 1 || count > 20) {
        throw new IllegalArgumentException("tries out of range: " + count);
      }
      tries = count;
      return this;
    }

    /** Believes the AD bit of the servers, which must be validating and reached safely. */
    public Builder trustingServers() {
      trust = DnssecTrust.SERVERS;
      return this;
    }

    /**
     * Validates every answer.
     *
     * @param anchors DS or DNSKEY records of the root in master file format
     */
    public Builder validating(String anchors) {
      trust = DnssecTrust.VALIDATION;
      trustAnchors = anchors;
      return this;
    }

    /**
     * The resolver.
     *
     * @throws IllegalStateException when no server is given and the system has none
     * @throws IllegalArgumentException when the trust anchors cannot be read
     */
    public DnsResolver build() {
      List<InetSocketAddress> addresses =
          servers.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : servers;
      if (addresses.isEmpty()) {
        throw new IllegalStateException("the system has no DNS server; name one");
      }
      List<Server> ways = new ArrayList<>();
      for (InetSocketAddress address : addresses) {
        SimpleResolver simple = new SimpleResolver(address);
        simple.setTimeout(Duration.ofMillis(tryMillis));
        // Our queries carry EDNS where they should; dnsjava would add it to the others too.
        simple.setEDNS(-1);
        ways.add(new Server(address, trust == DnssecTrust.VALIDATION ? over(simple) : simple));
      }
      return new DnsResolver(ways, tryMillis, tries, trust);
    }

    private ValidatingResolver over(SimpleResolver simple) {
      ValidatingResolver validating = new ValidatingResolver(simple);
      try {
        byte[] anchors = trustAnchors.getBytes(StandardCharsets.UTF_8);
        validating.loadTrustAnchors(new ByteArrayInputStream(anchors));
      } catch (IOException e) {
        throw new IllegalArgumentException("trust anchors: " + e.getMessage(), e);
      }
      return validating;
    }
  }
}
