package dev.indicia.cli;

import dev.indicia.cli.YamlReader.Text;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim2.Dkim2Draft;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpNetwork;
import dev.indicia.events.Times;
import dev.indicia.gateway.banner.BannerTexts;
import dev.indicia.gateway.outbound.KeyTable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/** Reads what stands below {@code serve} in the file of {@code --config}. */
final class ServeConfigReader {
  /** Keys that are command-line options too. */
  private static final List<String> OPTIONS =
      List.of("http", "milter", "smtp", "next_hop", "data", "authserv_id");

  private static final List<String> KEYS =
      List.of(
          "http",
          "milter",
          "smtp",
          "next_hop",
          "data",
          "authserv_id",
          "policy",
          "own_networks",
          "submission_listeners",
          "signing",
          "seal",
          "dkim2",
          "language",
          "languages",
          "log_addresses",
          "exchange",
          "name",
          "depth",
          "limits",
          "filter",
          "journal",
          "mailboxes");

  private static final List<String> KEY_KEYS =
      List.of("domain", "selector", "key", "from", "until");

  private final Path file;
  private final YamlReader yaml;

  ServeConfigReader(Path file, YamlReader yaml) {
    this.file = file;
    this.yaml = yaml;
  }

  /** Reads the value of the key {@code serve}. */
  ServeConfig read() throws UsageException {
    Map<String, String> options = new LinkedHashMap<>();
    ServeConfig none = ServeConfig.EMPTY;
    Path policy = none.policy();
    List<IpNetwork> networks = none.ownNetworks();
    Set<String> listeners = new LinkedHashSet<>();
    List<KeyTable.Entry> signing = List.of();
    DkimSigningKey seal = none.seal();
    Dkim2Draft dkim2 = none.dkim2();
    String language = none.language();
    Map<DomainName, String> languages = Map.of();
    boolean hashed = none.hashedAddresses();
    Path exchange = none.exchange();
    String name = none.name();
    boolean authenticationAlone = none.authenticationAlone();
    ServeLimits limits = none.limits();
    FilterConfig filter = none.filter();
    JournalConfig journal = none.journal();
    List<MailboxConfig> mailboxes = none.mailboxes();
    Set<String> seen = new HashSet<>();
    yaml.enterMap("serve");
    for (String key = yaml.nextKey(seen); key != null; key = yaml.nextKey(seen)) {
      switch (key) {
        case "data" -> options.put(key, beside(yaml.text(key), key).toString());
        case "policy" -> policy = beside(yaml.text(key), key);
        case "own_networks" -> networks = yaml.networks(key);
        case "submission_listeners" ->
            yaml.textOrTexts(key).forEach(text -> listeners.add(text.value()));
        case "signing" -> signing = keys();
        case "seal" -> seal = sealingKey();
        case "dkim2" -> dkim2 = draft(yaml.text(key));
        case "language" -> language = language(yaml.text(key));
        case "languages" -> languages = languages();
        case "log_addresses" -> hashed = isHashed(yaml.text(key));
        case "exchange" -> exchange = beside(yaml.text(key), key);
        case "name" -> name = yaml.text(key).value();
        case "depth" -> authenticationAlone = isAuthenticationAlone(yaml.text(key));
        case "limits" -> limits = new LimitsReader(yaml).read(key);
        case "filter" -> filter = new FilterConfigReader(yaml, this::beside).read();
        case "journal" -> journal = new JournalConfigReader(yaml, this::beside).read();
        case "mailboxes" -> mailboxes = new MailboxConfigReader(yaml, this::beside).read();
        default -> {
          if (!OPTIONS.contains(key)) {
            throw yaml.unknown(key, KEYS);
          }
          options.put(key.replace('_', '-'), yaml.text(key).value());
        }
      }
    }
    return new ServeConfig(
        options,
        policy,
        networks,
        listeners,
        signing,
        seal,
        dkim2,
        language,
        languages,
        hashed,
        exchange,
        name,
        authenticationAlone,
        limits,
        filter,
        journal,
        mailboxes);
  }

  private Path beside(Text text, String key) throws UsageException {
    return yaml.checked(
        text,
        value -> {
          try {
            return Optional.of(file.resolveSibling(value));
          } catch (InvalidPathException e) {
            return Optional.empty();
          }
        },
        key + ": not a file name");
  }

  private @Nullable Dkim2Draft draft(Text text) throws UsageException {
    return text.value().equals("off")
        ? null
        : yaml.checked(text, Dkim2Draft::of, "dkim2: neither off nor a draft, 02 to 09");
  }

  private boolean isHashed(Text text) throws UsageException {
    return switch (text.value()) {
      case "clear" -> false;
      case "hashed" -> true;
      default -> throw yaml.wrong(text.location(), "log_addresses: neither clear nor hashed");
    };
  }

  private boolean isAuthenticationAlone(Text text) throws UsageException {
    return switch (text.value()) {
      case "full" -> false;
      case "authentication" -> true;
      default -> throw yaml.wrong(text.location(), "depth: neither full nor authentication");
    };
  }

  private String language(Text text) throws UsageException {
    return yaml.checked(
        text,
        value -> Optional.of(value).filter(BannerTexts.LANGUAGES::contains),
        "a language is one of " + String.join(", ", BannerTexts.LANGUAGES));
  }

  private Map<DomainName, String> languages() throws UsageException {
    Map<DomainName, String> languages = new HashMap<>();
    Set<String> seen = new HashSet<>();
    yaml.enterMap("languages");
    for (String key = yaml.nextKey(seen); key != null; key = yaml.nextKey(seen)) {
      DomainName domain =
          yaml.checked(
              new Text(key, yaml.location()),
              value -> DomainName.parse(value).filter(name -> !name.isRoot()),
              "languages: not a domain name");
      languages.put(domain, language(yaml.text(key)));
    }
    return languages;
  }

  private List<KeyTable.Entry> keys() throws UsageException {
    List<KeyTable.Entry> keys = new ArrayList<>();
    yaml.enterList("signing");
    while (yaml.nextMap("signing")) {
      keys.add(key(yaml.location()));
    }
    return keys;
  }

  private DkimSigningKey sealingKey() throws UsageException {
    yaml.enterMap("seal");
    return key(yaml.location()).key();
  }

  /** The key whose "key: value" lines were entered. */
  private KeyTable.Entry key(TokenStreamLocation start) throws UsageException {
    String domain = null;
    String selector = null;
    Path pem = null;
    Instant from = null;
    Instant until = null;
    Set<String> seen = new HashSet<>();
    for (String key = yaml.nextKey(seen); key != null; key = yaml.nextKey(seen)) {
      switch (key) {
        case "domain" -> domain = yaml.text(key).value();
        case "selector" -> selector = yaml.text(key).value();
        case "key" -> pem = beside(yaml.text(key), key);
        case "from" -> from = time(key);
        case "until" -> until = time(key);
        default -> throw yaml.unknown(key, KEY_KEYS);
      }
    }
    if (domain == null || selector == null || pem == null) {
      throw yaml.wrong(start, "a signing key needs domain, selector and key");
    }
    try {
      return new KeyTable.Entry(
          SigningKeys.read(List.of(domain), List.of(selector), List.of(pem.toString())).getFirst(),
          from,
          until);
    } catch (UsageException e) {
      throw yaml.wrong(start, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Instant time(String key) throws UsageException {
    return yaml.checked(yaml.text(key), Times::parse, key + ": no time such as 2026-05-12");
  }
}
