package dev.indicia.testkit;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.naming.CommunicationException;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import javax.naming.ServiceUnavailableException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/**
 * A resolver that needs nothing but the JDK: its JNDI provider for the DNS (module {@code
 * jdk.naming.dns}). An example of how small a {@link Resolver} can be, and good enough for a tool
 * that looks a few names up. It has no cache; JNDI tells neither TTL (0 is reported) nor DNSSEC
 * state. Thread-safe.
 */
@SuppressWarnings({
  "BanJNDI", // the DNS provider reads texts and addresses, it never makes objects of them
  "JdkObsolete" // InitialDirContext takes nothing but a Hashtable
})
public final class JndiResolver implements Resolver {
  private final Hashtable<String, String> environment = new Hashtable<>();

  /**
   * Asks the servers given.
   *
   * @param servers as in "dns://192.0.2.53 dns://192.0.2.54:5353", or "dns:" for the system's
   * @param timeoutMillis waiting time of the first try; it doubles with each of the four tries
   */
  public JndiResolver(String servers, int timeoutMillis) {
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, Objects.requireNonNull(servers, "servers"));
    environment.put("com.sun.jndi.dns.timeout.initial", Integer.toString(timeoutMillis));
    environment.put("com.sun.jndi.dns.timeout.retries", "4");
  }

  @Override
  public Answer resolve(Question question) {
    // JNDI knows no TLSA by name, and gives the data of such types as octets.
    String type =
        question.type() == RecordType.TLSA
            ? Integer.toString(DnsWire.typeCode(RecordType.TLSA))
            : question.type().name();
    try {
      DirContext context = new InitialDirContext(environment);
      try {
        // One component, for a name of the DNS may hold "/", which JNDI would divide it at.
        CompositeName name = new CompositeName();
        name.add(question.name().text().replace("\\", "\\\\"));
        Attribute values = context.getAttributes(name, new String[] {type}).get(type);
        return answer(question, values);
      } finally {
        context.close();
      }
    } catch (NameNotFoundException e) {
      return new Answer.NoSuchName(question, 0, Dnssec.UNKNOWN);
    } catch (NamingException e) {
      return new Answer.Failed(question, kind(e), String.valueOf(e.getMessage()));
    }
  }

  private static DnsFailure kind(NamingException e) {
    return switch (e) {
      case ServiceUnavailableException servfail -> DnsFailure.SERVFAIL;
      case OperationNotSupportedException refused -> DnsFailure.REFUSED;
      case CommunicationException none -> DnsFailure.TIMEOUT;
      default -> DnsFailure.BAD_RESPONSE;
    };
  }

  private static Answer answer(Question question, Attribute values) throws NamingException {
    List<RecordData> records = new ArrayList<>();
    for (int i = 0; values != null && i < values.size(); i++) {
      if (values.get(i) instanceof byte[] octets) {
        tlsa(octets).ifPresent(records::add);
      } else {
        data(question.type(), String.valueOf(values.get(i))).ifPresent(records::add);
      }
    }
    return records.isEmpty()
        ? new Answer.NoData(question, 0, Dnssec.UNKNOWN)
        : new Answer.Found(question, records, 0, Dnssec.UNKNOWN);
  }

  private static Optional<RecordData> data(RecordType type, String value) {
    return switch (type) {
      case A, AAAA -> IpAddress.parse(value).map(RecordData.Address::new);
      case CNAME, PTR -> DomainName.parse(value).map(RecordData.Pointer::new);
      case TLSA -> Optional.empty();
      case TXT -> Optional.of(new RecordData.Text(joined(value)));
      case MX -> {
        int blank = value.indexOf(' ');
        int preference = Integer.parseInt(value.substring(0, blank));
        yield DomainName.parse(value.substring(blank + 1).toLowerCase(Locale.ROOT))
            .map(exchange -> new RecordData.MailExchange(preference, exchange));
      }
    };
  }

  private static Optional<RecordData> tlsa(byte[] octets) {
    if (octets.length < 4) {
      return Optional.empty();
    }
    String association = HexFormat.of().formatHex(octets, 3, octets.length);
    return Optional.of(
        new RecordData.Tlsa(octets[0] & 0xff, octets[1] & 0xff, octets[2] & 0xff, association));
  }

  /** Undoes JNDI's quoting: strings with blanks are in quotes, a blank stands between strings. */
  private static String joined(String value) {
    StringBuilder text = new StringBuilder(value.length());
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && quoted && i + 1 < value.length()) {
        text.append(value.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c != ' ' || quoted) {
        text.append(c);
      }
    }
    return text.toString();
  }
}
