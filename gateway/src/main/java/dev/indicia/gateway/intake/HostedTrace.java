package dev.indicia.gateway.intake;

import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.MethodResult;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.IpNetwork;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.message.Received;
import dev.indicia.message.ReturnPath;
import dev.indicia.message.SmtpSession;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose trace fields (RFC 5321 §4.4) are believed, and which of them tells how a message came from
 * outside. Each host writes its own on top, so the fields count from the top down as long as the
 * mail host wrote them; what stands below is the sender's claim. Immutable.
 *
 * @param hosts the mail host's own names; hosts below one of them are it too
 * @param border names of the hosts that take mail from outside, or names that they are below
 * @param networks addresses of its own that it calls itself by, or hands mail on from
 */
public record HostedTrace(List<String> hosts, List<String> border, List<IpNetwork> networks) {
  /** Microsoft 365: mail from outside arrives at hosts below mail.protection.outlook.com. */
  public static final HostedTrace MICROSOFT_365 =
      new HostedTrace(
          List.of("outlook.com", "office365.com"),
          List.of("mail.protection.outlook.com"),
          List.of());

  /**
   * Google Workspace: mail from outside arrives at mx.google.com; inside, hosts call themselves by
   * 6to4 addresses (RFC 3056 §2) of the private network 10.0.0.0/8.
   */
  public static final HostedTrace GOOGLE_WORKSPACE =
      new HostedTrace(
          List.of("google.com", "gmail.com"),
          List.of("mx.google.com"),
          List.of(IpNetwork.of("2002:a00::/24")));

  /** Trace fields are not looked at. */
  public static final HostedTrace NONE = new HostedTrace(List.of(), List.of(), List.of());

  public HostedTrace {
    hosts = List.copyOf(hosts);
    border = List.copyOf(border);
    networks = List.copyOf(networks);
  }

  /** A mail host of one's own, by the names of its servers. */
  public static HostedTrace of(List<String> hosts) {
    return new HostedTrace(hosts, hosts, List.of());
  }

  /** How the message came to the mail host. Never throws for what it holds. */
  public HostedArrival arrival(Message message) {
    boolean own = false;
    for (Received field : Received.chain(message)) {
      if (!isOwn(field)) {
        break;
      }
      own = true;
      boolean named = field.helo() != null || field.clientIp() != null;
      if (named && isBy(field, border) && !isInside(field.clientIp())) {
        SmtpSession noted = field.session();
        String mailFrom = noted.mailFrom() == null ? mailFrom(message, field) : noted.mailFrom();
        return new HostedArrival.Outside(
            new SmtpSession(noted.clientIp(), noted.helo(), mailFrom, noted.rcptTo()),
            field.date() == null ? null : field.date().instant(),
            field.field().start());
      }
    }
    return own ? new HostedArrival.Inside() : new HostedArrival.Unknown();
  }

  private boolean isOwn(Received field) {
    IpAddress by = field.byIp();
    return isBy(field, hosts)
        || field.by() != null
            && IpAddress.parse(Objects.requireNonNull(field.by())).isPresent()
            && by != null
            && isInside(by);
  }

  private static boolean isBy(Received field, List<String> names) {
    return names.stream().anyMatch(field::isBy);
  }

  private boolean isInside(@Nullable IpAddress address) {
    return address != null
        && (address.isInternal() || networks.stream().anyMatch(n -> n.contains(address)));
  }

  /**
   * The reverse-path that the mail host noted above the trace field: in Return-Path, or else what
   * it evaluated SPF for (RFC 8601 §2.7.2, smtp.mailfrom). Of a domain alone it is the postmaster's
   * (RFC 7208 §4.3).
   */
  private static @Nullable String mailFrom(Message message, Received received) {
    String evaluated = null;
    for (HeaderField field : message.fields()) {
      if (field.start() >= received.field().start()) {
        break;
      }
      if (field.isNamed("Return-Path")) {
        return ReturnPath.parse(field).map(ReturnPath::address).orElse(null);
      }
      if (evaluated == null && field.isNamed(AuthenticationResults.FIELD_NAME)) {
        evaluated = evaluated(field).orElse(null);
      }
    }
    return evaluated;
  }

  private static Optional<String> evaluated(HeaderField field) {
    if (!(AuthenticationResults.parse(field, Strictness.LENIENT)
        instanceof AuthenticationResults.Parsed.Valid valid)) {
      return Optional.empty();
    }
    return valid
        .results()
        .first("spf")
        .flatMap((MethodResult spf) -> spf.value("smtp", "mailfrom"))
        .flatMap(HostedTrace::path);
  }

  private static Optional<String> path(String mailFrom) {
    int at = mailFrom.lastIndexOf('@');
    String domain = mailFrom.substring(at + 1);
    if (DomainName.parse(domain).filter(name -> !name.isRoot()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(at > 0 ? mailFrom : "postmaster@" + domain);
  }
}
