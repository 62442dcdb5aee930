package dev.indicia.trust.delivery;

import dev.indicia.Authentication;
import dev.indicia.dkim.DkimBasis;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.ComparedIdentifier;
import dev.indicia.dmarc.DmarcBasis;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.iprev.IprevResult;
import dev.indicia.message.HeaderField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way one delivery came: who connected, in whose name, signed by whom. Immutable.
 *
 * @param sender Organizational Domain of the author when it is known, else the Author Domain; null
 *     without an author
 * @param network the client's network, "192.0.2.0/24" or "2001:db8:1::/48"; null when not known
 * @param host the client's name when forward and reverse look-up agree; null otherwise
 * @param envelopeDomain of RFC5321.MailFrom; null when there is none
 * @param key domain and selector of an aligned signature that passes, "a.example/s1"; null for none
 * @param spfAligned whether SPF passes for an aligned domain: the sender's own host delivered it
 * @param proven whether an aligned identifier passes
 * @param signature what the aligned signature is known by, the same for every copy; null for none
 * @param mailer the program that says it wrote the message; null when none does
 */
public record Pathway(
    @Nullable String sender,
    @Nullable String network,
    @Nullable String host,
    @Nullable String envelopeDomain,
    @Nullable String key,
    boolean spfAligned,
    boolean proven,
    @Nullable String signature,
    @Nullable String mailer) {

  /** The way of one delivery. */
  public static Pathway of(Arrival arrival) {
    Authentication proven = arrival.authentication();
    DmarcResult dmarc = proven.dmarc();
    DmarcBasis basis = dmarc == null ? null : dmarc.basis();
    boolean spf = basis != null && basis.isAligned(Identifier.Method.SPF);
    int aligned = alignedSignature(proven, basis);
    String key = null;
    String signature = null;
    if (aligned >= 0 && proven.dkim() != null) {
      DkimBasis dkim = proven.dkim().get(aligned).basis();
      key = dkim.domain() + "/" + dkim.selector();
      signature = fingerprint(arrival, aligned);
    }
    IpAddress client = arrival.session().clientIp();
    String mailFrom = arrival.session().mailFrom();
    IprevResult iprev = proven.iprev();
    return new Pathway(
        sender(proven, basis),
        client == null ? null : network(client),
        iprev instanceof IprevResult.Pass pass ? pass.name().text() : null,
        mailFrom == null || mailFrom.isEmpty()
            ? null
            : mailFrom.substring(mailFrom.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT),
        key,
        spf,
        spf || aligned >= 0 || dmarc instanceof DmarcResult.Pass,
        signature,
        mailer(arrival));
  }

  private static @Nullable String sender(Authentication proven, @Nullable DmarcBasis basis) {
    DomainName organization = basis == null ? null : basis.organizationalDomain();
    if (organization != null) {
      return organization.text();
    }
    if (basis != null && basis.authorDomain() != null) {
      return basis.authorDomain().text();
    }
    return proven.authors().authorDomain().map(DomainName::text).orElse(null);
  }

  /** Index of the first signature that passes and is aligned; -1 for none. */
  private static int alignedSignature(Authentication proven, @Nullable DmarcBasis basis) {
    List<DkimResult> results = proven.dkim();
    if (results == null || basis == null) {
      return -1;
    }
    for (int i = 0; i < results.size(); i++) {
      DomainName domain = results.get(i).basis().domain();
      if (results.get(i) instanceof DkimResult.Pass && domain != null && isAligned(basis, domain)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAligned(DmarcBasis basis, DomainName domain) {
    for (ComparedIdentifier compared : basis.identifiers()) {
      Identifier identifier = compared.identifier();
      if (compared.aligned()
          && identifier.method() == Identifier.Method.DKIM
          && identifier.status() == Identifier.Status.PASS
          && identifier.domain().equals(domain)) {
        return true;
      }
    }
    return false;
  }

  /** The signature field without white space, hashed: the same however it was folded. */
  private static @Nullable String fingerprint(Arrival arrival, int index) {
    List<HeaderField> fields = arrival.message().fields("DKIM-Signature");
    if (index >= fields.size()) {
      return null;
    }
    String value = fields.get(index).valueOctets();
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c > ' ') {
        hash = (hash ^ c) * 0x100000001b3L;
      }
    }
    return Long.toHexString(hash);
  }

  private static String network(IpAddress client) {
    byte[] octets = client.octets();
    if (client.isV4()) {
      return (octets[0] & 0xff) + "." + (octets[1] & 0xff) + "." + (octets[2] & 0xff) + ".0/24";
    }
    StringBuilder out = new StringBuilder(20);
    for (int i = 0; i < 6; i += 2) {
      out.append(Integer.toHexString((octets[i] & 0xff) << 8 | (octets[i + 1] & 0xff))).append(':');
    }
    return out.append(":/48").toString();
  }

  private static @Nullable String mailer(Arrival arrival) {
    for (HeaderField field : arrival.message().fields()) {
      if (field.isNamed("X-Mailer") || field.isNamed("User-Agent")) {
        String value = field.value();
        return value.length() <= 80 ? value : value.substring(0, 80);
      }
    }
    return null;
  }

  /** The ways of this delivery as a profile keeps them. */
  public List<String> ways() {
    List<String> ways = new ArrayList<>(5);
    if (network != null) {
      ways.add("net:" + network);
    }
    if (envelopeDomain != null) {
      ways.add("env:" + envelopeDomain);
    }
    if (key != null) {
      ways.add("key:" + key);
    }
    return ways;
  }
}
