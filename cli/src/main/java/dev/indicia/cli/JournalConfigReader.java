package dev.indicia.cli;

import dev.indicia.cli.YamlReader.Text;
import dev.indicia.dns.IpNetwork;
import dev.indicia.gateway.intake.CopyKind;
import dev.indicia.gateway.intake.HostedTrace;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/** Reads what stands below {@code serve.journal}. */
final class JournalConfigReader {
  private static final List<String> KEYS =
      List.of(
          "listen",
          "provider",
          "hosts",
          "networks",
          "recipients",
          "certificate",
          "key",
          "require_tls");

  private static final String EXCHANGE = "exchange";
  private static final Map<String, Provider> PROVIDERS =
      Map.of(
          "microsoft365",
          new Provider(CopyKind.JOURNAL, HostedTrace.MICROSOFT_365),
          "google-workspace",
          new Provider(CopyKind.ROUTING, HostedTrace.GOOGLE_WORKSPACE),
          EXCHANGE,
          new Provider(CopyKind.JOURNAL, HostedTrace.NONE));

  private final Files files;
  private final YamlReader yaml;

  /** Names of files as the file of the configuration means them. */
  interface Files {
    Path beside(Text text, String key) throws UsageException;
  }

  JournalConfigReader(YamlReader yaml, Files files) {
    this.yaml = yaml;
    this.files = files;
  }

  /** Who sends copies, and in which form. */
  record Provider(CopyKind kind, HostedTrace trace) {}

  /** Reads the value of the key {@code journal}. */
  JournalConfig read() throws UsageException {
    InetSocketAddress listen = null;
    Provider provider = null;
    List<String> hosts = List.of();
    List<IpNetwork> networks = List.of();
    Set<String> recipients = new LinkedHashSet<>();
    Path certificate = null;
    Path pem = null;
    boolean tlsRequired = false;
    Set<String> seen = new HashSet<>();
    yaml.enterMap("journal");
    TokenStreamLocation start = yaml.location();
    for (String key = yaml.nextKey(seen); key != null; key = yaml.nextKey(seen)) {
      switch (key) {
        case "listen" -> listen = address(yaml.text(key));
        case "provider" -> provider = provider(yaml.text(key), yaml);
        case "hosts" -> hosts = hosts(yaml, key);
        case "networks" -> networks = yaml.networks(key);
        case "recipients" -> {
          for (Text text : yaml.textOrTexts(key)) {
            recipients.add(
                yaml.checked(
                    text,
                    value -> Optional.of(value).filter(v -> v.matches("[!-~]+@[!-~]+")),
                    key + ": not an address"));
          }
        }
        case "certificate" -> certificate = files.beside(yaml.text(key), key);
        case "key" -> pem = files.beside(yaml.text(key), key);
        case "require_tls" -> tlsRequired = yaml.yes(key);
        default -> throw yaml.unknown(key, KEYS);
      }
    }
    if (listen == null || provider == null || networks.isEmpty() || recipients.isEmpty()) {
      throw yaml.wrong(start, "journal needs listen, provider, networks and recipients");
    }
    if (provider.equals(PROVIDERS.get(EXCHANGE)) && hosts.isEmpty()) {
      throw yaml.wrong(start, "journal: exchange needs hosts, the names of its servers");
    }
    TlsFiles tls;
    try {
      tls = TlsFiles.of(certificate, pem, tlsRequired);
    } catch (IllegalArgumentException e) {
      throw yaml.wrong(start, "journal: " + e.getMessage());
    }
    return new JournalConfig(
        listen,
        provider.kind,
        hosts.isEmpty() ? provider.trace : HostedTrace.of(hosts),
        networks,
        recipients,
        tls,
        tlsRequired);
  }

  static Provider provider(Text text, YamlReader yaml) throws UsageException {
    return yaml.checked(
        text,
        value -> Optional.ofNullable(PROVIDERS.get(value)),
        "provider: not microsoft365, google-workspace or exchange");
  }

  /** Names of mail hosts, or of domains that they are below. */
  static List<String> hosts(YamlReader yaml, String key) throws UsageException {
    List<String> hosts = new ArrayList<>();
    for (Text text : yaml.textOrTexts(key)) {
      hosts.add(
          yaml.checked(
              text,
              value -> Optional.of(value).filter(v -> v.matches("[A-Za-z0-9.-]{1,253}")),
              key + ": not a host name"));
    }
    return hosts;
  }

  private InetSocketAddress address(Text text) throws UsageException {
    return yaml.checked(
        text,
        value -> {
          try {
            @Nullable InetSocketAddress address = ServeOptions.address("listen", value, value);
            return Optional.ofNullable(address);
          } catch (UsageException e) {
            return Optional.empty();
          }
        },
        "listen: not an address such as 192.0.2.25:2525");
  }
}
