package dev.indicia.testkit;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Zone;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A DNS server on 127.0.0.1 that answers from a {@link Zone} over UDP and TCP, and misbehaves on
 * request. It takes a free port, the same for both. Answers that the zone makes time out are
 * dropped; AD is set for secure answers where the query asks for DNSSEC. Thread-safe; {@link
 * #close} stops it.
 */
public final class LoopbackDns implements AutoCloseable {
  /** What the server does wrong. */
  public enum Fault {
    /** Nothing. */
    NONE,
    /** Does not answer. */
    DROP,
    /** Answers over UDP with TC and no records. */
    TRUNCATE,
    /** Answers with another message id, as a blind forger does. */
    WRONG_ID,
    /** Answers another question than was asked. */
    WRONG_QUESTION,
    /** Answers with octets that are no DNS message. */
    GARBAGE,
    /** Response code 1. */
    FORMERR,
    /** Response code 2. */
    SERVFAIL,
    /** Response code 2 with the extended error "DNSSEC bogus" (RFC 8914 §4.7). */
    BOGUS,
    /** Response code 4. */
    NOTIMP,
    /** Response code 5. */
    REFUSED,
    /** Response code 1 for a query with EDNS, as servers before RFC 2671 do. */
    FORMERR_ON_EDNS,
    /** Of a chain of aliases only the first is in the answer, as a server for one zone does. */
    FIRST_ALIAS_ONLY
  }

  /**
   * A query that came in.
   *
   * @param type the number of the type (RFC 1035 §3.2.2)
   */
  public record Received(DomainName name, int type, boolean tcp) {}

  private static final int PORT_ATTEMPTS = 50;

  private final Zone zone;
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Queue<Fault> next = new ArrayDeque<>();
  private Fault always = Fault.NONE;
  private volatile long delayMillis;

  private LoopbackDns(Zone zone, DatagramSocket udp, ServerSocket tcp) {
    this.zone = zone;
    this.udp = udp;
    this.tcp = tcp;
  }

  /**
   * Starts a server.
   *
   * @throws UncheckedIOException when no port can be had
   */
  public static LoopbackDns serve(Zone zone) {
    IOException last = new IOException("no attempt made");
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      try {
        return start(zone);
      } catch (IOException e) {
        last = e;
      }
    }
    throw new UncheckedIOException("no free port for UDP and TCP on loopback", last);
  }

  private static LoopbackDns start(Zone zone) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    ServerSocket tcp = new ServerSocket(0, 50, loopback);
    try {
      DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback);
      LoopbackDns server = new LoopbackDns(zone, udp, tcp);
      Thread.ofVirtual().name("loopback-dns-udp").start(server::serveUdp);
      Thread.ofVirtual().name("loopback-dns-tcp").start(server::serveTcp);
      return server;
    } catch (IOException e) {
      tcp.close();
      throw e;
    }
  }

  /** Where the server listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(tcp.getInetAddress(), tcp.getLocalPort());
  }

  /** Does the faults with the next queries, one each, before what it {@link #always} does. */
  public LoopbackDns next(Fault... faults) {
    synchronized (next) {
      next.addAll(List.of(faults));
    }
    return this;
  }

  /** Does the fault with every query. */
  public LoopbackDns always(Fault fault) {
    synchronized (next) {
      always = fault;
    }
    return this;
  }

  /** Waits before each answer. */
  public LoopbackDns delayMillis(long millis) {
    delayMillis = millis;
    return this;
  }

  /** The queries so far. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serveUdp() {
    byte[] buffer = new byte[4096];
    while (!udp.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        udp.receive(packet);
      } catch (IOException e) {
        continue;
      }
      byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
      var from = packet.getSocketAddress();
      Thread.startVirtualThread(() -> {
        byte[] response = respond(query, false);
        try {
          if (response != null) {
            udp.send(new DatagramPacket(response, response.length, from));
          }
        } catch (IOException e) {
          // The asker is gone, or the server is closed.
        }
      });
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try {
        Socket socket = tcp.accept();
        Thread.startVirtualThread(() -> serveConnection(socket));
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private void serveConnection(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (true) {
        byte[] query = new byte[in.readUnsignedShort()];
        in.readFully(query);
        byte[] response = respond(query, true);
        if (response == null) {
          return;
        }
        // RFC 1035 §4.2.2: two octets of length before each message.
        out.write(new DnsWire.Writer().u16(response.length).octets(response).toOctets());
      }
    } catch (IOException e) {
      // The asker closed the connection.
    }
  }

  private byte @Nullable [] respond(byte[] octets, boolean overTcp) {
    DnsWire.Query query = DnsWire.parse(octets, octets.length);
    if (query == null) {
      return null;
    }
    received.add(new Received(query.name(), query.type(), overTcp));
    Fault fault = nextFault();
    if (delayMillis > 0) {
      try {
        Thread.sleep(delayMillis);
      } catch (InterruptedException e) {
        return null;
      }
    }
    if (fault == Fault.FORMERR_ON_EDNS) {
      fault = query.edns() ? Fault.FORMERR : Fault.NONE;
    }
    return switch (fault) {
      case DROP -> null;
      case TRUNCATE ->
          overTcp
              ? answer(octets, query, true, Fault.NONE)
              : empty(octets, query, DnsWire.FLAG_TRUNCATED, 0, false);
      case GARBAGE -> Arrays.copyOf(octets, 7);
      case FORMERR -> empty(octets, query, 0, 1, false);
      case SERVFAIL -> empty(octets, query, 0, 2, false);
      case BOGUS -> empty(octets, query, 0, 2, query.edns());
      case NOTIMP -> empty(octets, query, 0, 4, false);
      case REFUSED -> empty(octets, query, 0, 5, false);
      case WRONG_ID -> {
        byte[] response = answer(octets, query, overTcp, fault);
        if (response != null) {
          response[1] ^= 1;
        }
        yield response;
      }
      case WRONG_QUESTION -> {
        byte[] response = answer(octets, query, overTcp, fault);
        if (response != null && !query.name().isRoot()) {
          response[13] ^= 1;
        }
        yield response;
      }
      case NONE, FORMERR_ON_EDNS, FIRST_ALIAS_ONLY -> answer(octets, query, overTcp, fault);
    };
  }

  private Fault nextFault() {
    synchronized (next) {
      Fault fault = next.poll();
      return fault == null ? always : fault;
    }
  }

  private byte @Nullable [] answer(
      byte[] octets, DnsWire.Query query, boolean overTcp, Fault fault) {
    DnsWire.Writer records = new DnsWire.Writer();
    int count = 0;
    DomainName name = query.name();
    boolean partial = false;
    Optional<RecordType> type = DnsWire.typeOf(query.type());
    // A type that the zone does not know is asked for as if it were A, for the status alone.
    Question question = new Question(name, type.orElse(RecordType.A));
    Answer answer = zone.resolve(question);
    boolean follows = query.type() != DnsWire.CNAME;
    for (int hop = 0; hop < Zone.CNAME_HOPS_MAX && follows && !partial; hop++) {
      Optional<DomainName> target = zone.alias(name);
      if (target.isEmpty()) {
        break;
      }
      DnsWire.Writer data = new DnsWire.Writer().name(target.get());
      records.record(name, DnsWire.CNAME, answer.ttlSeconds(), data);
      count++;
      name = target.get();
      partial = fault == Fault.FIRST_ALIAS_ONLY;
    }
    if (answer instanceof Answer.Failed failed) {
      return failed.kind() == DnsFailure.TIMEOUT
          ? null
          : empty(octets, query, 0, failed.kind() == DnsFailure.REFUSED ? 5 : 2, false);
    }
    if (type.isPresent() && !partial) {
      for (RecordData data : answer.recordsOrEmpty()) {
        DnsWire.Writer wire = new DnsWire.Writer().data(data);
        records.record(name, query.type(), answer.ttlSeconds(), wire);
        count++;
      }
    }
    boolean negative = !partial && (answer.recordsOrEmpty().isEmpty() || type.isEmpty());
    int code = answer instanceof Answer.NoSuchName && !partial ? 3 : 0;
    boolean secure = query.dnssec() && answer.dnssec() == Dnssec.SECURE;
    DnsWire.Writer out = header(octets, query, secure ? DnsWire.FLAG_AUTHENTIC_DATA : 0, code);
    out.u16(1).u16(count).u16(negative ? 1 : 0).u16(query.edns() ? 1 : 0);
    out.octets(octets, 12, query.questionEnd()).octets(records.toOctets());
    if (negative) {
      // RFC 2308 §3: the SOA record says how long the negative answer may be kept.
      DnsWire.Writer soa = new DnsWire.Writer().name(DomainName.ROOT).name(DomainName.ROOT);
      soa.u32(1).u32(3600).u32(600).u32(86_400).u32(answer.ttlSeconds());
      out.record(DomainName.ROOT, DnsWire.SOA, 2L * answer.ttlSeconds(), soa);
    }
    if (query.edns()) {
      out.u8(0).u16(DnsWire.OPT).u16(1232).u32(0).u16(0);
    }
    byte[] response = out.toOctets();
    return overTcp || response.length <= query.udpSize()
        ? response
        : empty(octets, query, DnsWire.FLAG_TRUNCATED, 0, false);
  }

  private static DnsWire.Writer header(byte[] octets, DnsWire.Query query, int flags, int code) {
    int all =
        DnsWire.FLAG_RESPONSE
            | DnsWire.FLAG_RECURSION_AVAILABLE
            | (query.flags() & DnsWire.FLAG_RECURSION_DESIRED)
            | flags
            | code;
    return new DnsWire.Writer().octets(octets, 0, 2).u16(all);
  }

  private static byte[] empty(
      byte[] octets, DnsWire.Query query, int flags, int code, boolean bogus) {
    DnsWire.Writer out = header(octets, query, flags, code);
    out.u16(1).u16(0).u16(0).u16(bogus ? 1 : 0).octets(octets, 12, query.questionEnd());
    if (bogus) {
      // RFC 8914 §2: option 15 with INFO-CODE 6.
      out.u8(0).u16(DnsWire.OPT).u16(1232).u32(0).u16(6).u16(15).u16(2).u16(6);
    }
    return out.toOctets();
  }
}
