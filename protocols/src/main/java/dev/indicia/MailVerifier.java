package dev.indicia;

import dev.indicia.arc.ArcOptions;
import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcVerifier;
import dev.indicia.bimi.BimiEvaluator;
import dev.indicia.bimi.BimiResult;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dkim.SignedMessage;
import dev.indicia.dmarc.DmarcEvaluator;
import dev.indicia.dmarc.DmarcOptions;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Lookups;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import dev.indicia.evidence.Strictness;
import dev.indicia.iprev.Iprev;
import dev.indicia.iprev.IprevResult;
import dev.indicia.message.Authors;
import dev.indicia.message.Mailbox;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfChecker;
import dev.indicia.spf.SpfIdentity;
import dev.indicia.spf.SpfOptions;
import dev.indicia.spf.SpfResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves who sent a message: SPF, DKIM, ARC, DMARC, iprev and BIMI in one call, with the evidence.
 * Never throws for what a message, the DNS or a sender does. Immutable and thread-safe; make one
 * and keep it, as it remembers parsed keys.
 *
 * <pre>{@code
 * MailVerifier verifier = MailVerifier.builder(resolver).build();
 * Authentication a =
 *     verifier.verify(Message.of(octets), SmtpSession.of(clientIp, helo, mailFrom), Instant.now());
 * switch (a.dmarc()) {
 *   case DmarcResult.Pass pass -> accept(pass.alignedIdentifiers());
 *   ...
 * }
 * }</pre>
 */
public final class MailVerifier {
  private final Resolver resolver;
  private final @Nullable InstantSource clock;
  private final DnsLimits dnsLimits;
  private final Set<Method> methods;
  private final SpfChecker spf;
  private final DkimVerifier dkim;
  private final ArcVerifier arc;
  private final DmarcEvaluator dmarc;
  private final BimiEvaluator bimi;

  private MailVerifier(Builder builder) {
    this.resolver = builder.resolver;
    this.clock = builder.clock;
    this.dnsLimits = builder.dnsLimits;
    this.methods = builder.methods;
    this.spf = new SpfChecker(builder.spf);
    this.dkim = new DkimVerifier(builder.dkim, builder.cryptography);
    this.arc = new ArcVerifier(builder.arc, dkim);
    this.dmarc = new DmarcEvaluator(builder.dmarc);
    this.bimi = builder.bimi;
  }

  /** A builder whose verifier asks that resolver, strictly and within the default limits. */
  public static Builder builder(Resolver resolver) {
    return new Builder(resolver);
  }

  /**
   * What authenticates the message.
   *
   * @param session what is known of the SMTP session; SPF and iprev need its client address
   * @param at the time the message is judged at: signatures expire by it
   */
  public Authentication verify(Message message, SmtpSession session, Instant at) {
    InstantSource answering = clock != null ? clock : InstantSource.fixed(at);
    Lookups lookups = new Lookups(resolver, answering, dnsLimits);
    Authors authors = Authors.of(message);
    SpfResult mailFrom = null;
    SpfResult helo = null;
    IpAddress clientIp = session.clientIp();
    if (clientIp != null && methods.contains(Method.SPF)) {
      String reversePath = session.mailFrom();
      if (reversePath != null && !reversePath.isEmpty()) {
        mailFrom = spf.check(session, SpfIdentity.MAIL_FROM, lookups, at);
      }
      if (session.helo() != null) {
        helo = spf.check(session, SpfIdentity.HELO, lookups, at);
      }
    }
    List<DkimResult> signatures = null;
    ArcResult chain = null;
    // DKIM and ARC share one pass over the body.
    try (SignedMessage signed = dkim.open(message, lookups, at)) {
      signatures = methods.contains(Method.DKIM) ? signed.verify() : null;
      chain = methods.contains(Method.ARC) ? arc.verify(signed) : null;
    }
    DmarcResult policy =
        methods.contains(Method.DMARC)
            ? dmarc.evaluate(
                authorDomains(authors), identifiers(session, mailFrom, helo, signatures), lookups)
            : null;
    IprevResult iprev =
        clientIp != null && methods.contains(Method.IPREV) ? Iprev.check(clientIp, lookups) : null;
    BimiResult indicator =
        policy != null && methods.contains(Method.BIMI)
            ? bimi.evaluate(Identifiers.bimi(message, authors, policy, signatures), lookups, at)
            : null;
    if (iprev instanceof IprevResult.Pass && policy instanceof DmarcResult.Fail) {
      askForExchangers(session, lookups);
    }
    return new Authentication(
        Authentication.Source.VERIFIED,
        null,
        authors,
        mailFrom,
        helo,
        signatures,
        chain,
        policy,
        iprev,
        indicator,
        lookups.recorded());
  }

  /**
   * Where nothing proves the author, the client may be a mail exchanger of the recipient's own
   * domain that hands everything on. The answers stand among those recorded.
   */
  private static void askForExchangers(SmtpSession session, Lookups lookups) {
    if (!session.rcptTo().isEmpty()) {
      String recipient = session.rcptTo().getFirst();
      DomainName.parse(recipient.substring(recipient.lastIndexOf('@') + 1))
          .ifPresent(domain -> lookups.resolve(new Question(domain, RecordType.MX)));
    }
  }

  private static List<DomainName> authorDomains(Authors authors) {
    List<DomainName> domains = new ArrayList<>(1);
    for (Mailbox author : authors.mailboxes()) {
      DomainName domain = author.domain();
      if (domain != null) {
        domains.add(domain);
      }
    }
    return domains;
  }

  /**
   * The domains that SPF and DKIM looked at. SPF gives RFC5321.MailFrom's, and RFC5321.HELO's only
   * with a null reverse-path (RFC 9989 §4.4.2, RFC 7208 §2.4).
   */
  private static List<Identifier> identifiers(
      SmtpSession session,
      @Nullable SpfResult mailFrom,
      @Nullable SpfResult helo,
      @Nullable List<DkimResult> signatures) {
    List<Identifier> identifiers = new ArrayList<>(4);
    SpfResult spf = mailFrom == null && "".equals(session.mailFrom()) ? helo : mailFrom;
    if (spf != null) {
      DomainName.parse(spf.basis().domain())
          .ifPresent(domain ->
              identifiers.add(
                  new Identifier(Identifier.Method.SPF, Identifiers.status(spf), domain)));
    }
    if (signatures != null) {
      for (DkimResult signature : signatures) {
        DomainName domain = signature.basis().domain();
        if (domain != null) {
          identifiers.add(
              new Identifier(Identifier.Method.DKIM, Identifiers.status(signature), domain));
        }
      }
    }
    return identifiers;
  }

  /** Makes a {@link MailVerifier}. Not thread-safe. */
  public static final class Builder {
    private final Resolver resolver;
    private @Nullable InstantSource clock = InstantSource.system();
    private DnsLimits dnsLimits = DnsLimits.DEFAULT;
    private Set<Method> methods = EnumSet.allOf(Method.class);
    private SpfOptions spf = SpfOptions.DEFAULT;
    private DkimOptions dkim = DkimOptions.DEFAULT;
    private ArcOptions arc = ArcOptions.DEFAULT;
    private DmarcOptions dmarc = DmarcOptions.DEFAULT;
    private BimiEvaluator bimi = new BimiEvaluator();
    private DkimCryptography cryptography = DkimCryptography.jdk();

    private Builder(Resolver resolver) {
      this.resolver = Objects.requireNonNull(resolver, "resolver");
    }

    /** Only these methods; the others are reported as not evaluated. */
    public Builder methods(Set<Method> methods) {
      this.methods = EnumSet.copyOf(methods);
      return this;
    }

    /**
     * The one switch: lenient overlooks every departure that looser readers overlook, in all
     * protocols, and lists them; for DKIM that includes SHA-1, short keys and {@code l=}. Sets the
     * options of SPF, DKIM, ARC and DMARC, so call it before changing those.
     */
    public Builder strictness(Strictness strictness) {
      this.spf = SpfOptions.DEFAULT.withStrictness(strictness);
      this.dkim =
          switch (strictness) {
            case STRICT -> DkimOptions.DEFAULT;
            case LENIENT -> DkimOptions.lenient();
          };
      this.arc = ArcOptions.DEFAULT.withStrictness(strictness);
      this.dmarc = DmarcOptions.DEFAULT.withStrictness(strictness);
      return this;
    }

    /** SPF's strictness and limits. */
    public Builder spf(SpfOptions options) {
      this.spf = Objects.requireNonNull(options, "options");
      return this;
    }

    /** DKIM's strictness, limits and what it accepts. */
    public Builder dkim(DkimOptions options) {
      this.dkim = Objects.requireNonNull(options, "options");
      return this;
    }

    /** ARC's strictness and limits; its signatures and keys are judged by DKIM's options. */
    public Builder arc(ArcOptions options) {
      this.arc = Objects.requireNonNull(options, "options");
      return this;
    }

    /** DMARC's strictness and discovery. */
    public Builder dmarc(DmarcOptions options) {
      this.dmarc = Objects.requireNonNull(options, "options");
      return this;
    }

    /** Who evaluates BIMI, with what was retrieved; without, nothing was. */
    public Builder bimi(BimiEvaluator evaluator) {
      this.bimi = Objects.requireNonNull(evaluator, "evaluator");
      return this;
    }

    /** Who hashes and checks signatures; the JDK unless set. */
    public Builder cryptography(DkimCryptography cryptography) {
      this.cryptography = Objects.requireNonNull(cryptography, "cryptography");
      return this;
    }

    /** How much one message may ask of the DNS. */
    public Builder dnsLimits(DnsLimits limits) {
      this.dnsLimits = Objects.requireNonNull(limits, "limits");
      return this;
    }

    /** The real time at which DNS answers arrive; the system's unless set. */
    public Builder clock(InstantSource clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * The resolver answers from records that are kept, not from the network: its answers carry the
     * time a message is judged at, so that equal input gives equal results, whenever it is run.
     */
    public Builder answersFromRecords() {
      this.clock = null;
      return this;
    }

    /** The verifier. */
    public MailVerifier build() {
      return new MailVerifier(this);
    }
  }
}
