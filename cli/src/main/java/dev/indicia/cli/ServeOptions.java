package dev.indicia.cli;

import dev.indicia.arc.ArcSealer;
import dev.indicia.arc.ArcSealingOptions;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim2.Dkim2Draft;
import dev.indicia.dkim2.Dkim2Options;
import dev.indicia.dns.Resolver;
import dev.indicia.gateway.banner.BannerTexts;
import dev.indicia.gateway.inbound.Examiner;
import dev.indicia.gateway.inbound.GatewaySettings;
import dev.indicia.gateway.milter.MilterAddress;
import dev.indicia.gateway.outbound.Dkim2Hops;
import dev.indicia.gateway.outbound.KeyTable;
import dev.indicia.gateway.outbound.OwnMail;
import dev.indicia.gateway.policy.Policy;
import dev.indicia.gateway.smtp.NextHop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What options and the file of {@code --config} say together; options go first. Immutable.
 *
 * @param http null where it is off
 * @param milter null where it is off
 * @param smtp null where it is off
 * @param nextHop null without an SMTP filter
 * @param data null to keep nothing
 */
record ServeOptions(
    @Nullable InetSocketAddress http,
    @Nullable MilterAddress milter,
    @Nullable InetSocketAddress smtp,
    @Nullable NextHop nextHop,
    @Nullable Path data,
    ServeConfig config,
    String hostName) {
  private static final String HTTP = "127.0.0.1:8460";
  private static final String MILTER = "127.0.0.1:8461";
  private static final String SMTP = "127.0.0.1:8462";

  static ServeOptions of(Arguments arguments) throws UsageException {
    CommonOptions common = CommonOptions.of(arguments);
    ServeConfig config = common.config().serve();
    String hop = option("next-hop", arguments, config);
    String smtp = option("smtp", arguments, config);
    if (hop == null && smtp != null && !smtp.equals("off")) {
      throw new UsageException("--smtp needs --next-hop HOST:PORT, where mail is handed on");
    }
    String data = option("data", arguments, config);
    try {
      ServeOptions options =
          new ServeOptions(
              address("http", option("http", arguments, config), HTTP),
              milter(option("milter", arguments, config)),
              hop == null ? null : address("smtp", smtp, SMTP),
              hop == null ? null : NextHop.parse(hop),
              data == null ? null : Path.of(data),
              config,
              hostName(common, config));
      if (options.isIdle()) {
        throw new UsageException(
            "nothing to do: http, milter and smtp are off, and there is neither journal nor mailboxes");
      }
      return options;
    } catch (InvalidPathException e) {
      throw new UsageException("--data: \"" + data + "\" is no file name");
    } catch (IllegalArgumentException e) {
      throw new UsageException("--next-hop: " + e.getMessage());
    }
  }

  private boolean isIdle() {
    return http == null
        && milter == null
        && smtp == null
        && config.journal() == null
        && config.mailboxes().isEmpty();
  }

  /** A socket of the file system, or as the other addresses. */
  private static @Nullable MilterAddress milter(@Nullable String given) throws UsageException {
    if (given != null && given.strip().startsWith("unix:")) {
      try {
        return MilterAddress.parse(given.strip());
      } catch (IllegalArgumentException e) {
        throw new UsageException("--milter: \"" + given + "\" is no address such as unix:PATH");
      }
    }
    InetSocketAddress address = address("milter", given, MILTER);
    return address == null
        ? null
        : new MilterAddress.Tcp(address.getHostString(), address.getPort());
  }

  private static @Nullable String option(String name, Arguments arguments, ServeConfig config)
      throws UsageException {
    String given = arguments.nonEmpty("--" + name);
    return given != null ? given : config.options().get(name);
  }

  private static String hostName(CommonOptions common, ServeConfig config) throws UsageException {
    String given =
        common.authservId() != null ? common.authservId() : config.options().get("authserv-id");
    String name = given == null ? ownName() : given;
    if (!name.matches("[A-Za-z0-9.-]{1,253}")) {
      throw new UsageException("--authserv-id: \"" + name + "\" is no host name");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private static String ownName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return name.matches("[A-Za-z0-9.-]{1,253}") ? name : "localhost";
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** The address; null for off. A port alone is one of the loopback interface. */
  static @Nullable InetSocketAddress address(String option, @Nullable String given, String standard)
      throws UsageException {
    String text = given == null ? standard : given.strip();
    if (text.equalsIgnoreCase("off")) {
      return null;
    }
    int colon = text.lastIndexOf(':');
    String host = colon <= 0 ? "127.0.0.1" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    String port = text.substring(colon + 1);
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
      throw new UsageException(
          "--" + option + ": \"" + text + "\" is no address such as 127.0.0.1:8460, or off");
    }
    InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(port));
    if (address.isUnresolved()) {
      throw new UsageException("--" + option + ": \"" + host + "\" is no address");
    }
    return address;
  }

  /** What can change while the gateway runs, read anew. */
  static GatewaySettings settings(Arguments arguments, Resolver resolver, boolean network)
      throws UsageException {
    CommonOptions common = CommonOptions.of(arguments);
    ServeConfig config = common.config().serve();
    Path policy = arguments.file("--policy");
    Path policyFile = policy != null ? policy : config.policy();
    KeyTable keys = keys(config);
    Examiner full =
        new Judgings(arguments, common, java.time.Instant.EPOCH)
            .examiner(new Dns(resolver, network, ""));
    return new GatewaySettings(
        config.authenticationAlone() ? new Examiner(full.verifier(), null, full.judge()) : full,
        policyFile == null ? Policy.WATCH : PolicyReader.read(policyFile),
        hostName(common, config),
        new OwnMail(config.ownNetworks(), config.submissionListeners()),
        keys,
        sealer(config),
        hops(config, keys),
        config.languages(),
        config.language().isEmpty() ? BannerTexts.FALLBACK : config.language());
  }

  private static KeyTable keys(ServeConfig config) throws UsageException {
    try {
      return new KeyTable(config.signing(), DkimSigningOptions.DEFAULT, new Cryptography());
    } catch (IllegalArgumentException e) {
      throw new UsageException("signing: " + e.getMessage());
    }
  }

  private static @Nullable ArcSealer sealer(ServeConfig config) throws UsageException {
    try {
      return config.seal() == null
          ? null
          : new ArcSealer(config.seal(), ArcSealingOptions.DEFAULT, new Cryptography());
    } catch (IllegalArgumentException e) {
      throw new UsageException("seal: " + e.getMessage());
    }
  }

  private static @Nullable Dkim2Hops hops(ServeConfig config, KeyTable keys) throws UsageException {
    Dkim2Draft draft = config.dkim2();
    try {
      return draft == null
          ? null
          : new Dkim2Hops(keys, Dkim2Options.DEFAULT.withDraft(draft), new Cryptography());
    } catch (IllegalArgumentException e) {
      throw new UsageException("dkim2: " + e.getMessage());
    }
  }
}
