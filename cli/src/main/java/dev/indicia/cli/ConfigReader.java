package dev.indicia.cli;

import dev.indicia.cli.YamlReader.Text;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.IpNetwork;
import dev.indicia.events.Times;
import dev.indicia.trust.Threshold;
import dev.indicia.trust.Thresholds;
import dev.indicia.trust.TrustedPeers;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonToken;

/** Reads and checks the file of {@code --config}; every complaint names line and column. */
final class ConfigReader {
  private static final int OCTETS_MAX = 4 << 20;
  private static final List<String> KEYS =
      List.of(
          "own_domains",
          "protected_names",
          "trusted_forwarders",
          "trusted_sealers",
          "thresholds",
          "catalogue",
          "serve");

  private static final String UNTIL = " until ";

  private final Path file;
  private final Instant at;
  private final YamlReader yaml;
  private final Set<DomainName> forwarders = new LinkedHashSet<>();
  private final List<IpNetwork> networks = new ArrayList<>();

  private ConfigReader(Path file, Instant at, YamlReader yaml) {
    this.file = file;
    this.at = at;
    this.yaml = yaml;
  }

  /**
   * The configuration in the file.
   *
   * @param at the time at which entries with an end are counted or not
   * @throws UsageException when it cannot be read, or something in it is wrong
   */
  static Config read(Path file, Instant at) throws UsageException {
    return YamlReader.read(file, OCTETS_MAX, yaml -> new ConfigReader(file, at, yaml).file());
  }

  /** The configuration in the octets of a file of that name. */
  static Config read(Path file, byte[] octets, Instant at) throws UsageException {
    return YamlReader.read(
        file.toString(), octets, yaml -> new ConfigReader(file, at, yaml).file());
  }

  private Config file() throws UsageException {
    Set<DomainName> ownDomains = Set.of();
    List<String> protectedNames = List.of();
    Set<DomainName> sealers = Set.of();
    Thresholds thresholds = Thresholds.STANDARD;
    List<Path> catalogue = List.of();
    ServeConfig serve = ServeConfig.EMPTY;
    if (!yaml.enter()) {
      return Config.EMPTY;
    }
    Set<String> seen = new HashSet<>();
    for (String key = yaml.nextKey(seen); key != null; key = yaml.nextKey(seen)) {
      switch (key) {
        case "own_domains" -> ownDomains = domains(key);
        case "protected_names" -> protectedNames = yaml.values(key);
        case "trusted_forwarders" -> forwarders(key);
        case "trusted_sealers" -> sealers = domains(key, inForce(key));
        case "thresholds" -> thresholds = thresholds(key);
        case "catalogue" -> catalogue = files(key);
        case "serve" -> serve = new ServeConfigReader(file, yaml).read();
        default -> throw yaml.unknown(key, KEYS);
      }
    }
    return new Config(
        ownDomains,
        protectedNames,
        new TrustedPeers(forwarders, networks, sealers),
        thresholds,
        catalogue,
        serve);
  }

  private Set<DomainName> domains(String key) throws UsageException {
    return domains(key, yaml.texts(key));
  }

  /**
   * The texts without what some end in, " until 2027-01-01", from when on they do not count any
   * more.
   */
  private List<Text> inForce(String key) throws UsageException {
    List<Text> inForce = new ArrayList<>();
    for (Text text : yaml.texts(key)) {
      int until = text.value().indexOf(UNTIL);
      if (until < 0) {
        inForce.add(text);
        continue;
      }
      Text time = new Text(text.value().substring(until + UNTIL.length()), text.location());
      Instant end = yaml.checked(time, Times::parse, key + ": no time such as 2027-01-01");
      if (at.isBefore(end)) {
        inForce.add(new Text(text.value().substring(0, until).strip(), text.location()));
      }
    }
    return inForce;
  }

  private Set<DomainName> domains(String key, List<Text> texts) throws UsageException {
    Set<DomainName> domains = new LinkedHashSet<>();
    for (Text text : texts) {
      domains.add(
          yaml.checked(
              text,
              value -> DomainName.parse(value).filter(domain -> !domain.isRoot()),
              key + ": not a domain name"));
    }
    return domains;
  }

  /** Names of files, relative to the folder of the configuration. */
  private List<Path> files(String key) throws UsageException {
    List<Path> files = new ArrayList<>();
    for (Text text : yaml.texts(key)) {
      files.add(yaml.checked(text, this::beside, key + ": not a file name"));
    }
    return files;
  }

  private Optional<Path> beside(String name) {
    try {
      return Optional.of(file.resolveSibling(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private void forwarders(String key) throws UsageException {
    for (Text text : inForce(key)) {
      yaml.checked(
          text,
          value -> Optional.of(value).filter(this::isForwarder),
          key + ": neither a domain name nor a network such as 192.0.2.0/24");
    }
  }

  /** Keeps the domain or network; says whether it is one. */
  private boolean isForwarder(String text) {
    if (text.indexOf('/') >= 0 || IpAddress.parse(text).isPresent()) {
      Optional<IpNetwork> network = IpNetwork.parse(text);
      network.ifPresent(networks::add);
      return network.isPresent();
    }
    Optional<DomainName> domain = DomainName.parse(text).filter(name -> !name.isRoot());
    domain.ifPresent(forwarders::add);
    return domain.isPresent();
  }

  private Thresholds thresholds(String key) throws UsageException {
    if (yaml.next() != JsonToken.START_OBJECT) {
      throw yaml.wrong(yaml.location(), key + ": expected \"name: number\" lines");
    }
    Map<Threshold, Double> chosen = new EnumMap<>(Threshold.class);
    Set<String> seen = new HashSet<>();
    for (String name = yaml.nextKey(seen); name != null; name = yaml.nextKey(seen)) {
      Threshold threshold = Threshold.of(name).orElse(null);
      if (threshold == null) {
        throw yaml.unknown(name, Arrays.stream(Threshold.values()).map(Threshold::word).toList());
      }
      String at = key + "." + name;
      JsonToken value = yaml.next();
      if (value != JsonToken.VALUE_NUMBER_INT && value != JsonToken.VALUE_NUMBER_FLOAT) {
        throw yaml.wrong(yaml.location(), at + ": not a number");
      }
      double number = yaml.number();
      if (!(number >= threshold.least() && number <= threshold.most())) {
        throw yaml.wrong(
            yaml.location(),
            at + ": not from " + number(threshold.least()) + " to " + number(threshold.most()));
      }
      chosen.put(threshold, number);
    }
    return new Thresholds(chosen);
  }

  /** Without a fraction where there is none. */
  static String number(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
