package dev.indicia.spf;

import dev.indicia.dns.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What one TXT record is to SPF (RFC 7208 §3, §4.5, §4.6.1, §12). Checking does not need it: it is
 * for audits and tools, and reads records by the same grammar.
 */
public sealed interface SpfRecord {

  /**
   * A record that follows the grammar.
   *
   * @param text as published
   * @param terms in the order written
   */
  record Parsed(String text, List<SpfTerm> terms) implements SpfRecord {
    public Parsed {
      terms = List.copyOf(terms);
    }
  }

  /** Not an SPF record: it does not start with "v=spf1" and a space or the end. */
  record NotSpf() implements SpfRecord {}

  /**
   * An SPF record with a syntax error, the first one (RFC 7208 §4.6).
   *
   * @param offset octets from the start of the record to the error
   * @param term the term that holds it, as written
   * @param reason the rule that it breaks
   */
  record Malformed(int offset, String term, SpfReason reason) implements SpfRecord {}

  /**
   * Reads one TXT record, strictly. Linear in its length.
   *
   * @param text one character an octet (ISO 8859-1), as in {@link dev.indicia.dns.RecordData.Text}
   */
  static SpfRecord parse(String text) {
    Objects.requireNonNull(text, "text");
    if (!SpfScanner.isSpf(text, 0, false)) {
      return new NotSpf();
    }
    SpfScanner scanner = new SpfScanner(text, 0, false);
    List<SpfTerm> terms = new ArrayList<>();
    while (true) {
      SpfScanner.Kind kind = scanner.next();
      String spec = scanner.specText();
      String domainSpec = spec == null ? "" : spec;
      SpfMechanism mechanism = null;
      switch (kind) {
        case END -> {
          return new Parsed(text, terms);
        }
        case MALFORMED -> {
          return new Malformed(scanner.faultAt, scanner.termText(), scanner.fault);
        }
        case REDIRECT ->
            terms.add(new SpfTerm.Redirect(scanner.start, scanner.termText(), domainSpec));
        case EXP ->
            terms.add(new SpfTerm.Explanation(scanner.start, scanner.termText(), domainSpec));
        case UNKNOWN_MODIFIER ->
            terms.add(
                new SpfTerm.UnknownModifier(
                    scanner.start,
                    scanner.termText(),
                    text.substring(scanner.start, scanner.nameEnd),
                    domainSpec));
        case ALL -> mechanism = new SpfMechanism.All();
        case INCLUDE -> mechanism = new SpfMechanism.Include(domainSpec);
        case A -> mechanism = new SpfMechanism.A(spec, scanner.prefix4, scanner.prefix6);
        case MX -> mechanism = new SpfMechanism.Mx(spec, scanner.prefix4, scanner.prefix6);
        case PTR -> mechanism = new SpfMechanism.Ptr(spec);
        case IP4 ->
            mechanism = new SpfMechanism.Ip4(new IpAddress(4, 0, scanner.low), scanner.prefix4);
        case IP6 ->
            mechanism =
                new SpfMechanism.Ip6(new IpAddress(6, scanner.high, scanner.low), scanner.prefix6);
        case EXISTS -> mechanism = new SpfMechanism.Exists(domainSpec);
      }
      if (mechanism != null) {
        terms.add(
            new SpfTerm.Directive(
                scanner.start, scanner.termText(), SpfQualifier.of(scanner.qualifier), mechanism));
      }
    }
  }
}
