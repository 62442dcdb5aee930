package dev.indicia.dns;

import static dev.indicia.dns.MasterFileData.shown;
import static dev.indicia.dns.MasterFileData.upperCase;

import dev.indicia.dns.ZoneLexer.Entry;
import dev.indicia.dns.ZoneLexer.Token;
import dev.indicia.dns.ZoneSyntaxException.Kind;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads master files (RFC 1035 §5) into a {@link Zone}. One parser reads one zone. */
final class ZoneParser {
  private static final Map<String, RecordType> ASKED_TYPES =
      Map.of(
          "A", RecordType.A,
          "AAAA", RecordType.AAAA,
          "CNAME", RecordType.CNAME,
          "MX", RecordType.MX,
          "PTR", RecordType.PTR,
          "TLSA", RecordType.TLSA,
          "TXT", RecordType.TXT);

  /** Type numbers of RFC 3597 §5 for the types that have a meaning here. */
  private static final Map<Integer, String> NUMBERED_TYPES =
      Map.of(1, "A", 5, "CNAME", 12, "PTR", 15, "MX", 16, "TXT", 28, "AAAA", 52, "TLSA");

  /** The other mnemonics that are assigned: such a record only makes its name exist. */
  private static final Set<String> OTHER_TYPES =
      Set.of(
          """
          NS MD MF SOA MB MG MR NULL WKS HINFO MINFO RP AFSDB X25 ISDN RT NSAP NSAP-PTR SIG KEY \
          PX GPOS LOC NXT EID NIMLOC SRV ATMA NAPTR KX CERT A6 DNAME SINK OPT APL DS SSHFP \
          IPSECKEY RRSIG NSEC DNSKEY DHCID NSEC3 NSEC3PARAM SMIMEA HIP NINFO RKEY TALINK \
          CDS CDNSKEY OPENPGPKEY CSYNC ZONEMD SVCB HTTPS DSYNC SPF UINFO UID GID UNSPEC NID L32 \
          L64 LP EUI48 EUI64 NXNAME URI CAA AVC DOA AMTRELAY RESINFO WALLET CLA IPN TA DLV\
          """
              .split(" "));

  /** Types that may stand next to a CNAME record (RFC 4034 §3, §4; RFC 2535 §2.3.5). */
  private static final Set<String> BESIDE_ALIAS = Set.of("RRSIG", "NSEC", "SIG", "KEY", "NXT");

  private final IncludeReader includes;
  private final ZoneLimits limits;
  private final Zone.Builder zone = Zone.builder();
  private final Set<String> open = new HashSet<>();
  private long characters;
  private int records;
  private long defaultTtl = -1;
  private long lastTtl = -1;

  ZoneParser(IncludeReader includes, ZoneLimits limits) {
    this.includes = includes;
    this.limits = limits;
  }

  Zone parse(IncludeReader.Source source) throws ZoneSyntaxException {
    countCharacters(source, source.name(), 1, 1);
    readFile(source, DomainName.ROOT);
    return zone.build();
  }

  private void readFile(IncludeReader.Source source, DomainName firstOrigin)
      throws ZoneSyntaxException {
    open.add(source.name());
    ZoneLexer lexer = new ZoneLexer(source.name(), source.text());
    MasterFileData data = new MasterFileData(source.name());
    DomainName origin = firstOrigin;
    DomainName owner = null;
    for (Entry entry = lexer.next(); entry != null; entry = lexer.next()) {
      Token first = entry.tokens().get(0);
      String directive = first.text().startsWith("$") ? upperCase(first) : "";
      List<Token> arguments = entry.tokens().subList(1, entry.tokens().size());
      switch (directive) {
        case "" -> owner = record(data, entry, origin, owner);
        case "$ORIGIN" -> origin = data.name(data.only("$ORIGIN", arguments, first), origin);
        case "$TTL" -> defaultTtl = data.ttl(data.only("$TTL", arguments, first));
        case "$INCLUDE" -> include(source, data, first, arguments, origin);
        case "$FAIL" -> failure(data, first, arguments, origin);
        case "$SECURE" -> {
          countRecord(data, first);
          zone.secure(data.name(data.only("$SECURE", arguments, first), origin));
        }
        default -> throw data.error(first, "unknown directive " + shown(first));
      }
    }
    open.remove(source.name());
  }

  /** Reads one record; returns its owner, which a line without one repeats. */
  private DomainName record(
      MasterFileData data, Entry entry, DomainName origin, @Nullable DomainName lastOwner)
      throws ZoneSyntaxException {
    List<Token> tokens = entry.tokens();
    Token first = tokens.get(0);
    countRecord(data, first);
    int at = 0;
    DomainName owner;
    if (!entry.blankOwner()) {
      owner = data.name(first, origin);
      at = 1;
    } else if (lastOwner != null) {
      owner = lastOwner;
    } else {
      throw data.error(first, "the first record of a file begins with its name, not a blank");
    }
    // RFC 1035 §5.1: [TTL] [class] type or [class] [TTL] type.
    long ttl = -1;
    boolean classSeen = false;
    for (; at < tokens.size(); at++) {
      Token token = tokens.get(at);
      if (ttl < 0 && startsWithDigit(token)) {
        ttl = data.ttl(token);
        lastTtl = ttl;
      } else if (!classSeen && isClass(data, token)) {
        classSeen = true;
      } else {
        break;
      }
    }
    if (at == tokens.size()) {
      throw data.error(tokens.get(at - 1), "a record type is missing after this");
    }
    add(data, owner, ttl < 0 ? impliedTtl() : ttl, tokens, at, origin);
    return owner;
  }

  // RFC 2308 §4: $TTL where there is one, else the last TTL stated (RFC 1035 §5.1).
  private long impliedTtl() {
    return defaultTtl >= 0 ? defaultTtl : lastTtl >= 0 ? lastTtl : Zone.DEFAULT_TTL_SECONDS;
  }

  private static boolean startsWithDigit(Token token) {
    char c = token.text().isEmpty() ? ' ' : token.text().charAt(0);
    return !token.quoted() && c >= '0' && c <= '9';
  }

  private static boolean isClass(MasterFileData data, Token token) throws ZoneSyntaxException {
    return switch (upperCase(token)) {
      case "IN", "CLASS1" -> true;
      case "CH", "CS", "HS" -> throw data.error(token, "class " + shown(token) + " is not IN");
      default -> false;
    };
  }

  private void add(
      MasterFileData data,
      DomainName owner,
      long ttl,
      List<Token> tokens,
      int typeAt,
      DomainName origin)
      throws ZoneSyntaxException {
    Token typeToken = tokens.get(typeAt);
    String type = typeName(data, typeToken);
    List<Token> rest = tokens.subList(typeAt + 1, tokens.size());
    RecordType asked = ASKED_TYPES.get(type);
    try {
      if (asked != null) {
        zone.record(owner, asked, ttl, data.data(asked, rest, typeToken, origin));
      } else {
        if (MasterFileData.isGeneric(rest)) {
          data.genericOctets(rest);
        }
        if (BESIDE_ALIAS.contains(type)) {
          zone.name(owner);
        } else {
          zone.other(owner);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ZoneSyntaxException(
          Kind.CONFLICT,
          data.source(),
          typeToken.line(),
          typeToken.column(),
          String.valueOf(e.getMessage()));
    }
  }

  /** The mnemonic of the type, also for the form TYPE123 where it has a meaning here. */
  private static String typeName(MasterFileData data, Token token) throws ZoneSyntaxException {
    String name = upperCase(token);
    if (ASKED_TYPES.containsKey(name) || OTHER_TYPES.contains(name)) {
      return name;
    }
    if (name.startsWith("TYPE") && name.length() > 4 && name.length() <= 9) {
      int number = 0;
      for (int i = 4; i < name.length() && number >= 0; i++) {
        char c = name.charAt(i);
        number = c >= '0' && c <= '9' ? number * 10 + c - '0' : -1;
      }
      if (number >= 0 && number <= 65_535) {
        return NUMBERED_TYPES.getOrDefault(number, name);
      }
    }
    throw data.error(token, "unknown record type " + shown(token));
  }

  private void failure(
      MasterFileData data, Token directive, List<Token> arguments, DomainName origin)
      throws ZoneSyntaxException {
    countRecord(data, directive);
    if (arguments.size() < 2) {
      throw data.error(directive, "$FAIL needs: name [type] timeout|servfail");
    }
    data.requireEnd(arguments, 3);
    DomainName name = data.name(arguments.get(0), origin);
    Token kindToken = arguments.get(arguments.size() - 1);
    DnsFailure kind =
        switch (upperCase(kindToken)) {
          case "TIMEOUT" -> DnsFailure.TIMEOUT;
          case "SERVFAIL" -> DnsFailure.SERVFAIL;
          default ->
              throw data.error(
                  kindToken, "$FAIL ends in timeout or servfail, not " + shown(kindToken));
        };
    if (arguments.size() == 2) {
      for (RecordType type : RecordType.values()) {
        zone.failure(name, type, kind);
      }
      return;
    }
    RecordType type = ASKED_TYPES.get(typeName(data, arguments.get(1)));
    if (type != null) {
      zone.failure(name, type, kind);
    } else {
      zone.name(name);
    }
  }

  private void include(
      IncludeReader.Source source,
      MasterFileData data,
      Token directive,
      List<Token> arguments,
      DomainName origin)
      throws ZoneSyntaxException {
    if (arguments.isEmpty()) {
      throw data.error(directive, "$INCLUDE needs a file name");
    }
    data.requireEnd(arguments, 2);
    Token file = arguments.get(0);
    // RFC 1035 §5.1: the origin given holds inside the file only.
    DomainName inner = arguments.size() == 2 ? data.name(arguments.get(1), origin) : origin;
    if (open.size() >= limits.includeDepthMax()) {
      throw error(
          Kind.INCLUDE_DEPTH_EXCEEDED,
          source.name(),
          file,
          "more than " + limits.includeDepthMax() + " files include each other");
    }
    IncludeReader.Source included;
    try {
      included = includes.read(source.name(), file.text());
    } catch (IOException e) {
      throw error(
          Kind.INCLUDE_UNREADABLE,
          source.name(),
          file,
          "cannot include " + shown(file) + ": " + e.getMessage());
    }
    if (open.contains(included.name())) {
      throw error(
          Kind.INCLUDE_CYCLE, source.name(), file, shown(file) + " includes itself in the end");
    }
    countCharacters(included, source.name(), file.line(), file.column());
    readFile(included, inner);
  }

  private void countCharacters(IncludeReader.Source added, String at, int line, int column)
      throws ZoneSyntaxException {
    characters += added.text().length();
    if (characters > limits.charactersMax()) {
      throw new ZoneSyntaxException(
          Kind.CHARACTERS_EXCEEDED,
          at,
          line,
          column,
          "more than " + limits.charactersMax() + " characters with " + added.name());
    }
  }

  private void countRecord(MasterFileData data, Token token) throws ZoneSyntaxException {
    if (++records > limits.recordsMax()) {
      throw error(
          Kind.RECORDS_EXCEEDED,
          data.source(),
          token,
          "more than " + limits.recordsMax() + " records");
    }
  }

  private static ZoneSyntaxException error(Kind kind, String source, Token at, String problem) {
    return new ZoneSyntaxException(kind, source, at.line(), at.column(), problem);
  }
}
