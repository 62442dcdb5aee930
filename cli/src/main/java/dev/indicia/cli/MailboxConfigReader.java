package dev.indicia.cli;

import dev.indicia.cli.YamlReader.Text;
import dev.indicia.gateway.intake.CopyKind;
import dev.indicia.gateway.intake.HostedTrace;
import dev.indicia.gateway.mailbox.MailboxOptions.Login;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.TokenStreamLocation;

/** Reads what stands below {@code serve.mailboxes}. */
final class MailboxConfigReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "holds",
          "host",
          "port",
          "tls",
          "ca",
          "user",
          "password_file",
          "token_file",
          "token",
          "folder",
          "provider",
          "hosts");

  private static final int PORT_IMPLICIT = 993;
  private static final int PORT_STARTTLS = 143;
  private static final Map<String, Boolean> TLS = Map.of("implicit", false, "starttls", true);
  private static final Map<String, CopyKind> HOLDS =
      Map.of(
          "archive", CopyKind.ARCHIVE, "reported", CopyKind.ATTACHED, "journal", CopyKind.JOURNAL);
  private static final Map<String, Login> TOKENS =
      Map.of("xoauth2", Login.XOAUTH2, "oauthbearer", Login.OAUTHBEARER);

  private final YamlReader yaml;
  private final JournalConfigReader.Files files;

  MailboxConfigReader(YamlReader yaml, JournalConfigReader.Files files) {
    this.yaml = yaml;
    this.files = files;
  }

  /** Reads the list that is the value of the key {@code mailboxes}. */
  List<MailboxConfig> read() throws UsageException {
    List<MailboxConfig> mailboxes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    yaml.enterList("mailboxes");
    while (yaml.nextMap("mailboxes")) {
      TokenStreamLocation start = yaml.location();
      MailboxConfig mailbox = new One(start).read();
      yaml.once(names, new Text(mailbox.name(), start));
      mailboxes.add(mailbox);
    }
    return mailboxes;
  }

  /** One mailbox while it is read. */
  private final class One {
    private final TokenStreamLocation start;
    private String name = "";
    private String host = "";
    private String user = "";
    private String folder = "INBOX";
    private Integer port = 0;
    private Boolean startTls = false;
    private CopyKind kind = CopyKind.ARCHIVE;
    private HostedTrace trace = HostedTrace.NONE;
    private Optional<Path> authorities = Optional.empty();
    private Optional<Path> password = Optional.empty();
    private Optional<Path> token = Optional.empty();
    private Login tokenLogin = Login.XOAUTH2;

    One(TokenStreamLocation start) {
      this.start = start;
    }

    MailboxConfig read() throws UsageException {
      Set<String> seen = new HashSet<>();
      for (String key = yaml.nextKey(seen); key != null; key = yaml.nextKey(seen)) {
        entry(key);
      }
      if (name.isEmpty() || host.isEmpty() || user.isEmpty()) {
        throw yaml.wrong(start, "a mailbox needs name, host and user");
      }
      if (password.isPresent() == token.isPresent()) {
        throw yaml.wrong(start, "a mailbox needs password_file or token_file");
      }
      return new MailboxConfig(
          name,
          host,
          port != 0 ? port : startTls ? PORT_STARTTLS : PORT_IMPLICIT,
          startTls,
          authorities.orElse(null),
          user,
          token.isPresent() ? tokenLogin : Login.PASSWORD,
          token.or(() -> password).orElseThrow(),
          folder,
          kind,
          trace);
    }

    private void entry(String key) throws UsageException {
      switch (key) {
        case "name" ->
            name =
                yaml.matching(key, "[a-z0-9][a-z0-9-]{0,63}", "not lower-case letters and digits");
        case "host" -> host = yaml.matching(key, "[A-Za-z0-9.-]{1,253}", "not a host name");
        case "user" -> user = yaml.matching(key, "[ -~]{1,320}", "not printable ASCII");
        case "folder" -> folder = yaml.matching(key, "[ -~]{1,1000}", "not printable ASCII");
        case "port" ->
            port =
                yaml.checked(
                    yaml.text(key),
                    value ->
                        Optional.of(value)
                            .filter(v -> v.matches("[1-9]\\d{0,4}"))
                            .map(Integer::valueOf)
                            .filter(v -> v <= 65535),
                    "port: not from 1 to 65535");
        case "tls" -> startTls = yaml.one(key, TLS, "neither implicit nor starttls");
        case "holds" -> kind = yaml.one(key, HOLDS, "not archive, reported or journal");
        case "token" -> tokenLogin = yaml.one(key, TOKENS, "neither xoauth2 nor oauthbearer");
        case "provider" -> trace = JournalConfigReader.provider(yaml.text(key), yaml).trace();
        case "hosts" -> trace = HostedTrace.of(JournalConfigReader.hosts(yaml, key));
        case "ca" -> authorities = Optional.of(files.beside(yaml.text(key), key));
        case "password_file" -> password = Optional.of(files.beside(yaml.text(key), key));
        case "token_file" -> token = Optional.of(files.beside(yaml.text(key), key));
        default -> throw yaml.unknown(key, KEYS);
      }
    }
  }
}
