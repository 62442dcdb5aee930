package dev.indicia.gateway.smtp;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where accepted mail goes. Immutable; start from {@link #parse} and change by {@code with...}.
 *
 * @param address TCP, looked up at each connection while it is unresolved, or a Unix socket
 * @param lmtp whether it speaks LMTP (RFC 2033)
 * @param oneRecipient LMTP: whether a transaction takes one recipient alone, so that each has a
 *     reply of its own; the others hear 452
 * @param identify how it hears of the real client
 * @param tls whether STARTTLS is used
 * @param context for TLS; null takes the platform's
 * @param tlsName the name that its certificate must have; null accepts any name, and with {@link
 *     Tls#OPPORTUNISTIC} any certificate that the context accepts
 */
public record NextHop(
    SocketAddress address,
    boolean lmtp,
    boolean oneRecipient,
    Identify identify,
    Tls tls,
    @Nullable SSLContext context,
    @Nullable String tlsName) {

  /** How the next hop hears of the real client. */
  public enum Identify {
    /** Not at all. */
    NOTHING,
    /** XFORWARD, where it offers that: for its log. */
    XFORWARD,
    /** XCLIENT, where it offers that: it decides as if the client had connected to it. */
    XCLIENT
  }

  /** Whether STARTTLS is used. */
  public enum Tls {
    /** No. */
    OFF,
    /** Where it is offered; a failed handshake fails the message all the same. */
    OPPORTUNISTIC,
    /** Always. */
    REQUIRED
  }

  public NextHop {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(identify, "identify");
    Objects.requireNonNull(tls, "tls");
    if (oneRecipient && !lmtp) {
      throw new IllegalArgumentException("one recipient a transaction is for LMTP alone");
    }
    if (tls != Tls.OFF && address instanceof UnixDomainSocketAddress) {
      throw new IllegalArgumentException("no TLS over Unix sockets");
    }
  }

  /**
   * The next hop of the text: {@code HOST:PORT}, {@code [IPv6]:PORT} or {@code unix:PATH}, with
   * {@code smtp:} or {@code lmtp:} before it; without, it is SMTP.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static NextHop parse(String text) {
    boolean lmtp = text.startsWith("lmtp:");
    String address = lmtp || text.startsWith("smtp:") ? text.substring(5) : text;
    return new NextHop(address(address), lmtp, false, Identify.XFORWARD, Tls.OFF, null, null);
  }

  static SocketAddress address(String text) {
    if (text.startsWith("unix:")) {
      return UnixDomainSocketAddress.of(Path.of(text.substring(5)));
    }
    int colon = text.lastIndexOf(':');
    String host = colon < 1 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty() || !text.substring(colon + 1).matches("\\d{1,5}")) {
      throw new IllegalArgumentException("not HOST:PORT: " + text);
    }
    return InetSocketAddress.createUnresolved(host, Integer.parseInt(text.substring(colon + 1)));
  }

  /** The same, with one recipient a transaction. */
  public NextHop withOneRecipient() {
    return new NextHop(address, lmtp, true, identify, tls, context, tlsName);
  }

  /** The same with another way to hear of the client. */
  public NextHop withIdentify(Identify newIdentify) {
    return new NextHop(address, lmtp, oneRecipient, newIdentify, tls, context, tlsName);
  }

  /** The same with TLS. */
  public NextHop withTls(Tls newTls, @Nullable SSLContext newContext, @Nullable String name) {
    return new NextHop(address, lmtp, oneRecipient, identify, newTls, newContext, name);
  }
}
