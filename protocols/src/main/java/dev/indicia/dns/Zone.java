package dev.indicia.dns;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of the DNS held in memory: answers tests, recorded evidence and {@code --dns FILE} without
 * a network. Immutable, thread-safe.
 *
 * <p>It answers as an authoritative server for everything would: wildcards as in RFC 4592, names
 * that only have names below them exist (RFC 4592 §2.2.2), CNAME records are followed inside the
 * zone, up to {@value #CNAME_HOPS_MAX} of them; a longer chain or a loop is {@link
 * DnsFailure#SERVFAIL}. A name that is not there is {@link Answer.NoSuchName}. Delegations (NS) and
 * DNAME redirect nothing: such a record only makes its name exist. Negative answers may be kept for
 * {@value #NEGATIVE_TTL_SECONDS} seconds. Answers are {@link Dnssec#SECURE} at and below the names
 * declared so, otherwise {@link Dnssec#INSECURE}.
 *
 * <pre>{@code
 * Zone zone = Zone.builder()
 *     .txt("a.example", "v=spf1 mx -all")
 *     .mx("a.example", 10, "mail.a.example")
 *     .address("mail.a.example", "192.0.2.1")
 *     .build();
 * }</pre>
 */
public final class Zone implements Resolver {
  /** CNAME records followed for one question. */
  public static final int CNAME_HOPS_MAX = 16;

  /** How long a negative answer may be kept, in seconds. */
  public static final long NEGATIVE_TTL_SECONDS = 300;

  /** TTL of a record that states none, in seconds. */
  public static final long DEFAULT_TTL_SECONDS = 3600;

  private final Map<DomainName, Node> nodes;
  private final Set<DomainName> secureNames;

  private Zone(Map<DomainName, Node> nodes, Set<DomainName> secureNames) {
    this.nodes = nodes;
    this.secureNames = secureNames;
    for (Map.Entry<DomainName, Node> entry : nodes.entrySet()) {
      entry.getValue().answers = answersAt(entry.getKey(), entry.getValue());
    }
  }

  /** An empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The zone that a master file describes (RFC 1035 §5, RFC 2308 §4, RFC 3597 §5), with {@link
   * ZoneLimits#DEFAULT}. The format and its two extensions are described in the package page.
   *
   * @param source name of the file in error messages
   * @throws ZoneSyntaxException for a defect in the text, at its place
   */
  public static Zone parse(String source, String text, IncludeReader includes)
      throws ZoneSyntaxException {
    return parse(source, text, includes, ZoneLimits.DEFAULT);
  }

  /**
   * The zone that a master file describes, read within the limits.
   *
   * @param source name of the file in error messages
   * @throws ZoneSyntaxException for a defect in the text, at its place
   */
  public static Zone parse(String source, String text, IncludeReader includes, ZoneLimits limits)
      throws ZoneSyntaxException {
    return new ZoneParser(includes, limits).parse(new IncludeReader.Source(source, text));
  }

  @Override
  public Answer resolve(Question question) {
    Node node = nodes.get(question.name());
    if (node != null) {
      Answer answer = node.answers.get(question.type());
      if (answer != null) {
        return answer;
      }
    }
    return follow(question);
  }

  /**
   * The target of the CNAME record that holds for the name, also by a wildcard; not followed
   * further.
   */
  public Optional<DomainName> alias(DomainName name) {
    Node node = nodeFor(name);
    return node == null ? Optional.empty() : Optional.ofNullable(node.alias);
  }

  /** How many names exist, those without records of their own and the root included. */
  public int nameCount() {
    return nodes.size();
  }

  /** The answers that can be given again and again: all but plain "no data". */
  private Map<RecordType, Answer> answersAt(DomainName name, Node node) {
    if (node.alias == null && node.sets.isEmpty() && node.failures.isEmpty()) {
      return Map.of();
    }
    Map<RecordType, Answer> answers = new EnumMap<>(RecordType.class);
    for (RecordType type : RecordType.values()) {
      if (node.alias != null || node.sets.containsKey(type) || node.failures.containsKey(type)) {
        answers.put(type, follow(new Question(name, type)));
      }
    }
    return answers;
  }

  private Answer follow(Question question) {
    DomainName name = question.name();
    long ttl = Long.MAX_VALUE;
    boolean secure = true;
    // RFC 1034 §3.6.2: the alias is followed as if the question had been for its target.
    for (int hop = 0; hop <= CNAME_HOPS_MAX; hop++) {
      secure = secure && isSecure(name);
      Dnssec dnssec = secure ? Dnssec.SECURE : Dnssec.INSECURE;
      Node node = nodeFor(name);
      if (node == null) {
        return new Answer.NoSuchName(question, Math.min(ttl, NEGATIVE_TTL_SECONDS), dnssec);
      }
      DnsFailure failure = node.failures.get(question.type());
      if (failure != null) {
        return new Answer.Failed(question, failure, "the zone makes " + name + " fail");
      }
      RecordSet set = node.sets.get(question.type());
      if (set != null) {
        return new Answer.Found(question, set.records, Math.min(ttl, set.ttlSeconds), dnssec);
      }
      if (node.alias != null && question.type() == RecordType.CNAME) {
        List<RecordData> target = List.of(new RecordData.Pointer(node.alias));
        return new Answer.Found(question, target, node.aliasTtlSeconds, dnssec);
      }
      if (node.alias == null) {
        return new Answer.NoData(question, Math.min(ttl, NEGATIVE_TTL_SECONDS), dnssec);
      }
      ttl = Math.min(ttl, node.aliasTtlSeconds);
      name = node.alias;
    }
    return new Answer.Failed(
        question, DnsFailure.SERVFAIL, "more than " + CNAME_HOPS_MAX + " CNAME records, or a loop");
  }

  /** The node that answers for the name: its own, or the source of synthesis, or none. */
  private @Nullable Node nodeFor(DomainName name) {
    Node own = nodes.get(name);
    if (own != null) {
      return own;
    }
    // RFC 4592 §3.3.1: the closest encloser is the longest existing ancestor, and only the
    // wildcard directly below it may answer.
    Node encloser = null;
    for (DomainName n = name.parent(); encloser == null; n = n.parent()) {
      encloser = nodes.get(n);
    }
    return encloser.wildcard;
  }

  private boolean isSecure(DomainName name) {
    if (secureNames.isEmpty()) {
      return false;
    }
    DomainName n = name;
    while (!secureNames.contains(n)) {
      if (n.isRoot()) {
        return false;
      }
      n = n.parent();
    }
    return true;
  }

  /** What there is at one existing name. */
  private static final class Node {
    Map<RecordType, RecordSet> sets = Map.of();
    Map<RecordType, DnsFailure> failures = Map.of();
    @Nullable DomainName alias;
    long aliasTtlSeconds;
    boolean hasOtherData;
    @Nullable Node wildcard;
    Map<RecordType, Answer> answers = Map.of();
  }

  private static final class RecordSet {
    /** From this many records on, a record is looked up by hash to see whether it is there. */
    private static final int HASHED_FROM = 16;

    private final List<RecordData> building = new ArrayList<>(1);
    private @Nullable Set<RecordData> hashed;
    List<RecordData> records = List.of();
    long ttlSeconds = Long.MAX_VALUE;

    void add(RecordData data) {
      if (building.size() == HASHED_FROM) {
        hashed = new HashSet<>(building);
      }
      if (hashed == null ? !building.contains(data) : hashed.add(data)) {
        building.add(data);
      }
    }

    void freeze() {
      records = List.copyOf(building);
      building.clear();
      hashed = null;
    }
  }

  /**
   * Collects what a zone holds. Names are absolute, with or without final dot; a name may begin
   * with the label "*". Not thread-safe.
   */
  public static final class Builder {
    private final Map<DomainName, Node> nodes = new HashMap<>();
    private final Set<DomainName> secureNames = new HashSet<>();
    private long ttlSeconds = DEFAULT_TTL_SECONDS;
    private boolean built;

    private Builder() {
      nodes.put(DomainName.ROOT, new Node());
    }

    /** The TTL of the records added after this, 0 to 2147483647 seconds (RFC 2181 §8). */
    public Builder ttlSeconds(long seconds) {
      ttlSeconds = checkTtl(seconds);
      return this;
    }

    /** Adds an A or AAAA record. */
    public Builder address(String name, String address) {
      IpAddress ip = IpAddress.of(address);
      RecordType type = ip.isV4() ? RecordType.A : RecordType.AAAA;
      return record(DomainName.of(name), type, ttlSeconds, new RecordData.Address(ip));
    }

    /** Adds an MX record. */
    public Builder mx(String name, int preference, String exchange) {
      var data = new RecordData.MailExchange(preference, DomainName.of(exchange));
      return record(DomainName.of(name), RecordType.MX, ttlSeconds, data);
    }

    /** Adds a PTR record. */
    public Builder ptr(String name, String target) {
      var data = new RecordData.Pointer(DomainName.of(target));
      return record(DomainName.of(name), RecordType.PTR, ttlSeconds, data);
    }

    /** Adds a TXT record; the text has one character an octet. */
    public Builder txt(String name, String text) {
      return record(DomainName.of(name), RecordType.TXT, ttlSeconds, new RecordData.Text(text));
    }

    /** Adds a TLSA record; the association data are hexadecimal digits. */
    public Builder tlsa(
        String name, int usage, int selector, int matchingType, String association) {
      var data = new RecordData.Tlsa(usage, selector, matchingType, association);
      return record(DomainName.of(name), RecordType.TLSA, ttlSeconds, data);
    }

    /** Adds a CNAME record. */
    public Builder cname(String name, String target) {
      return alias(DomainName.of(name), ttlSeconds, DomainName.of(target));
    }

    /** Makes the name exist without a record that anybody asks for. */
    public Builder exists(String name) {
      return other(DomainName.of(name));
    }

    /** Makes every question for the name fail. */
    public Builder fail(String name, DnsFailure failure) {
      for (RecordType type : RecordType.values()) {
        fail(name, type, failure);
      }
      return this;
    }

    /** Makes the question for the name and type fail. The name exists. */
    public Builder fail(String name, RecordType type, DnsFailure failure) {
      return failure(DomainName.of(name), type, failure);
    }

    /** Makes answers at and below the name {@link Dnssec#SECURE}. */
    public Builder secure(String name) {
      return secure(DomainName.of(name));
    }

    /**
     * Adds a record. One that is there already is not added twice; records of one name and type
     * share the lowest TTL (RFC 2181 §5.2).
     *
     * @throws IllegalArgumentException when the data are not of the type, or there is a CNAME
     *     record at the name
     */
    public Builder record(DomainName name, RecordType type, long ttlSeconds, RecordData data) {
      if (type == RecordType.CNAME && data instanceof RecordData.Pointer pointer) {
        return alias(name, ttlSeconds, pointer.target());
      }
      boolean fits =
          switch (type) {
            case A -> data instanceof RecordData.Address a && a.address().isV4();
            // An AAAA record may hold an IPv4-mapped address, which is an IPv4 one here.
            case AAAA -> data instanceof RecordData.Address;
            case MX -> data instanceof RecordData.MailExchange;
            case PTR -> data instanceof RecordData.Pointer;
            case CNAME -> false;
            case TLSA -> data instanceof RecordData.Tlsa;
            case TXT -> data instanceof RecordData.Text;
          };
      if (!fits) {
        throw new IllegalArgumentException("no data of a " + type + " record: " + data);
      }
      Node node = nodeWithoutAlias(name);
      if (node.sets.isEmpty()) {
        node.sets = new EnumMap<>(RecordType.class);
      }
      RecordSet set = node.sets.get(type);
      if (set == null) {
        set = new RecordSet();
        node.sets.put(type, set);
      }
      set.add(data);
      set.ttlSeconds = Math.min(set.ttlSeconds, checkTtl(ttlSeconds));
      return this;
    }

    Builder alias(DomainName name, long ttlSeconds, DomainName target) {
      Node node = node(name);
      // RFC 2181 §10.1: an alias has one canonical name and nothing else.
      if (node.hasOtherData || !node.sets.isEmpty()) {
        throw new IllegalArgumentException("a CNAME record next to other data at " + name);
      }
      if (node.alias != null && !node.alias.equals(target)) {
        throw new IllegalArgumentException("a second CNAME record at " + name);
      }
      node.alias = target;
      node.aliasTtlSeconds = checkTtl(ttlSeconds);
      return this;
    }

    Builder other(DomainName name) {
      nodeWithoutAlias(name).hasOtherData = true;
      return this;
    }

    Builder failure(DomainName name, RecordType type, DnsFailure failure) {
      Objects.requireNonNull(failure, "failure");
      Node node = node(name);
      if (node.failures.isEmpty()) {
        node.failures = new EnumMap<>(RecordType.class);
      }
      node.failures.put(type, failure);
      return this;
    }

    Builder secure(DomainName name) {
      secureNames.add(name);
      return this;
    }

    private Node nodeWithoutAlias(DomainName name) {
      Node node = node(name);
      if (node.alias != null) {
        throw new IllegalArgumentException("other data next to a CNAME record at " + name);
      }
      return node;
    }

    /** Makes the name exist, which says nothing against a CNAME record there. */
    Builder name(DomainName name) {
      node(name);
      return this;
    }

    /** The node of the name, which exists from now on, and so do its ancestors. */
    private Node node(DomainName name) {
      Node node = nodes.get(name);
      if (node != null) {
        return node;
      }
      Node created = new Node();
      nodes.put(name, created);
      Node child = created;
      DomainName childName = name;
      while (true) {
        DomainName parentName = childName.parent();
        Node parent = nodes.get(parentName);
        boolean known = parent != null;
        if (parent == null) {
          parent = new Node();
          nodes.put(parentName, parent);
        }
        if (childName.firstLabel().equals("*")) {
          parent.wildcard = child;
        }
        if (known) {
          return created;
        }
        child = parent;
        childName = parentName;
      }
    }

    private static long checkTtl(long seconds) {
      if (seconds < 0 || seconds > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("TTL out of range: " + seconds);
      }
      return seconds;
    }

    /**
     * The zone.
     *
     * @throws IllegalStateException when called a second time
     */
    public Zone build() {
      if (built) {
        throw new IllegalStateException("a builder builds one zone");
      }
      built = true;
      for (Node node : nodes.values()) {
        for (RecordSet set : node.sets.values()) {
          set.freeze();
        }
      }
      return new Zone(nodes, secureNames);
    }
  }
}
