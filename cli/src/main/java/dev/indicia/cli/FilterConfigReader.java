package dev.indicia.cli;

import dev.indicia.dns.IpNetwork;
import dev.indicia.gateway.smtp.NextHop.Identify;
import dev.indicia.gateway.smtp.NextHop.Tls;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.TokenStreamLocation;

/** Reads what stands below {@code serve.filter}. */
final class FilterConfigReader {
  private static final List<String> KEYS =
      List.of("certificate", "key", "require_tls", "trusted", "hop");
  private static final List<String> HOP_KEYS =
      List.of("tls", "ca", "name", "client", "one_recipient");
  private static final Map<String, Tls> TLS =
      Map.of("off", Tls.OFF, "opportunistic", Tls.OPPORTUNISTIC, "required", Tls.REQUIRED);
  private static final Map<String, Identify> CLIENT =
      Map.of(
          "nothing", Identify.NOTHING, "xforward", Identify.XFORWARD, "xclient", Identify.XCLIENT);

  private final YamlReader yaml;
  private final JournalConfigReader.Files files;

  FilterConfigReader(YamlReader yaml, JournalConfigReader.Files files) {
    this.yaml = yaml;
    this.files = files;
  }

  /** Reads the value of the key {@code filter}. */
  FilterConfig read() throws UsageException {
    List<IpNetwork> trusted = List.of();
    Path certificate = null;
    Path pem = null;
    boolean tlsRequired = false;
    HopConfig hop = HopConfig.NONE;
    Set<String> seen = new HashSet<>();
    yaml.enterMap("filter");
    TokenStreamLocation start = yaml.location();
    for (String key = yaml.nextKey(seen); key != null; key = yaml.nextKey(seen)) {
      switch (key) {
        case "certificate" -> certificate = files.beside(yaml.text(key), key);
        case "key" -> pem = files.beside(yaml.text(key), key);
        case "require_tls" -> tlsRequired = yaml.yes(key);
        case "trusted" -> trusted = yaml.networks(key);
        case "hop" -> hop = hop();
        default -> throw yaml.unknown(key, KEYS);
      }
    }
    try {
      TlsFiles tls = TlsFiles.of(certificate, pem, tlsRequired);
      return new FilterConfig(trusted, tls, tlsRequired, hop);
    } catch (IllegalArgumentException e) {
      throw yaml.wrong(start, "filter: " + e.getMessage());
    }
  }

  private HopConfig hop() throws UsageException {
    Tls tls = Tls.OFF;
    Path authorities = null;
    String name = null;
    Identify identify = Identify.XFORWARD;
    boolean oneRecipient = false;
    Set<String> seen = new HashSet<>();
    yaml.enterMap("hop");
    TokenStreamLocation start = yaml.location();
    for (String key = yaml.nextKey(seen); key != null; key = yaml.nextKey(seen)) {
      switch (key) {
        case "tls" -> tls = yaml.one(key, TLS, "not off, opportunistic or required");
        case "ca" -> authorities = files.beside(yaml.text(key), key);
        case "name" -> name = yaml.matching(key, "[A-Za-z0-9.-]{1,253}", "not a host name");
        case "client" -> identify = yaml.one(key, CLIENT, "not nothing, xforward or xclient");
        case "one_recipient" -> oneRecipient = yaml.yes(key);
        default -> throw yaml.unknown(key, HOP_KEYS);
      }
    }
    if (tls == Tls.OFF && (authorities != null || name != null)) {
      throw yaml.wrong(start, "hop: ca and name are for tls");
    }
    return new HopConfig(tls, authorities, name, identify, oneRecipient);
  }
}
