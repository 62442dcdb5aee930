package dev.indicia.cli;

import dev.indicia.cli.YamlReader.Text;
import dev.indicia.dns.DomainName;
import dev.indicia.events.PlainText;
import dev.indicia.gateway.policy.Condition;
import dev.indicia.gateway.policy.Failure;
import dev.indicia.gateway.policy.Policy;
import dev.indicia.gateway.policy.PolicyAction;
import dev.indicia.gateway.policy.PolicyRule;
import dev.indicia.gateway.policy.ReplyTemplate;
import dev.indicia.trust.FindingCode;
import dev.indicia.trust.Layer;
import dev.indicia.trust.VerdictKind;
import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.template.TemplateKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/** Reads and checks a policy (docs/reference/policy.md); every complaint names line and column. */
final class PolicyReader {
  private static final int OCTETS_MAX = 1 << 20;
  private static final int RULES_MAX = 1000;
  private static final int PREFIX_MAX = 100;
  private static final List<String> KEYS = List.of("mode", "rules", "closed");
  private static final List<String> RULE_KEYS =
      List.of(
          "name", "when", "then", "code", "status", "text", "header", "subject_prefix", "banner");
  private static final List<String> WHEN_KEYS =
      List.of("verdict", "suspected", "layer", "finding", "claim", "template", "recipient_domain");

  private final YamlReader yaml;

  private PolicyReader(YamlReader yaml) {
    this.yaml = yaml;
  }

  /**
   * The policy in the file.
   *
   * @throws UsageException when it cannot be read, or something in it is wrong
   */
  static Policy read(Path file) throws UsageException {
    return YamlReader.read(file, OCTETS_MAX, yaml -> new PolicyReader(yaml).file());
  }

  /** The policy in the octets; the name stands in complaints. */
  static Policy read(String name, byte[] octets) throws UsageException {
    return YamlReader.read(name, octets, yaml -> new PolicyReader(yaml).file());
  }

  private Policy file() throws UsageException {
    boolean enforced = false;
    List<PolicyRule> rules = List.of();
    Set<Failure> closed = Set.of();
    if (!yaml.enter()) {
      return Policy.WATCH;
    }
    Set<String> seen = new HashSet<>();
    for (String key = yaml.nextKey(seen); key != null; key = yaml.nextKey(seen)) {
      switch (key) {
        case "mode" -> enforced = enforced();
        case "rules" -> rules = rules();
        case "closed" -> closed = words("closed", Failure.class);
        default -> throw yaml.unknown(key, KEYS);
      }
    }
    return new Policy(enforced, rules, closed);
  }

  private boolean enforced() throws UsageException {
    Text mode = yaml.text("mode");
    return switch (mode.value()) {
      case "monitor" -> false;
      case "enforce" -> true;
      default -> throw yaml.wrong(mode.location(), "mode: neither monitor nor enforce");
    };
  }

  private List<PolicyRule> rules() throws UsageException {
    List<PolicyRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    yaml.enterList("rules");
    while (yaml.nextMap("rules")) {
      TokenStreamLocation start = yaml.location();
      if (rules.size() == RULES_MAX) {
        throw yaml.wrong(start, "rules: more than " + RULES_MAX);
      }
      PolicyRule rule = new RuleDraft().read(rules.size() + 1, start);
      yaml.once(names, new Text(rule.name(), start));
      rules.add(rule);
    }
    return rules;
  }

  /** One rule while it is read. */
  private final class RuleDraft {
    private @Nullable String name;
    private Condition when = Condition.ALWAYS;
    private @Nullable PolicyAction then;
    private @Nullable Integer code;
    private @Nullable String status;
    private @Nullable String text;
    private final List<PolicyRule.Field> fields = new ArrayList<>();
    private @Nullable String prefix;
    private boolean banner;

    PolicyRule read(int number, TokenStreamLocation start) throws UsageException {
      Set<String> seen = new HashSet<>();
      for (String key = yaml.nextKey(seen); key != null; key = yaml.nextKey(seen)) {
        switch (key) {
          case "name" ->
              name =
                  yaml.checked(
                      yaml.text(key),
                      value -> Optional.of(value).filter(v -> v.matches("[A-Za-z0-9._-]{1,64}")),
                      "name: letters, digits, dots, hyphens and underscores, at most 64");
          case "when" -> when = condition();
          case "then" -> then = word(yaml.text(key), "then", PolicyAction.class);
          case "code" ->
              code =
                  yaml.checked(
                      yaml.text(key),
                      value ->
                          Optional.of(value)
                              .filter(v -> v.matches("[45]\\d\\d"))
                              .map(Integer::valueOf),
                      "code: not 400 to 599");
          case "status" -> status = yaml.text(key).value();
          case "text" -> text = yaml.text(key).value();
          case "header" -> {
            for (Text field : yaml.textOrTexts(key)) {
              fields.add(field(field));
            }
          }
          case "subject_prefix" ->
              prefix =
                  yaml.checked(
                      yaml.text(key),
                      value ->
                          Optional.of(value)
                              .filter(v -> v.length() <= PREFIX_MAX)
                              .filter(v -> v.chars().noneMatch(Character::isISOControl)),
                      "subject_prefix: at most " + PREFIX_MAX + " characters on one line");
          case "banner" -> banner = yaml.yes(key);
          default -> throw yaml.unknown(key, RULE_KEYS);
        }
      }
      return rule(number, start);
    }

    private PolicyRule rule(int number, TokenStreamLocation start) throws UsageException {
      PolicyAction action = then;
      if (action == null) {
        throw yaml.wrong(start, "a rule without \"then\"");
      }
      boolean marks = !fields.isEmpty() || prefix != null || banner;
      if (action.isRefusal() && marks) {
        throw yaml.wrong(start, "a message that is refused cannot be marked");
      }
      if (!action.isRefusal() && (code != null || status != null || text != null)) {
        throw yaml.wrong(start, "code, status and text go with reject and tempfail");
      }
      if (action == PolicyAction.TAG && fields.isEmpty() && prefix == null) {
        throw yaml.wrong(start, "tag needs a header or a subject_prefix");
      }
      return new PolicyRule(
          name == null ? "rule-" + number : name,
          when,
          action,
          action.isRefusal() ? reply(action, start) : null,
          fields,
          prefix,
          banner || action == PolicyAction.BANNER);
    }

    private ReplyTemplate reply(PolicyAction action, TokenStreamLocation start)
        throws UsageException {
      ReplyTemplate standard =
          action == PolicyAction.REJECT ? ReplyTemplate.REJECT : ReplyTemplate.TEMPFAIL;
      int number = code == null ? standard.code() : code;
      if (number / 100 != standard.code() / 100) {
        throw yaml.wrong(start, "code " + number + " does not go with " + action.word());
      }
      try {
        return new ReplyTemplate(
            number,
            status == null ? standard.status() : status,
            text == null ? standard.text() : text);
      } catch (IllegalArgumentException e) {
        throw yaml.wrong(start, String.valueOf(e.getMessage()));
      }
    }
  }

  private PolicyRule.Field field(Text text) throws UsageException {
    int colon = text.value().indexOf(':');
    try {
      if (colon > 0) {
        return new PolicyRule.Field(
            text.value().substring(0, colon).strip(), text.value().substring(colon + 1).strip());
      }
    } catch (IllegalArgumentException e) {
      throw yaml.wrong(text.location(), "header: " + e.getMessage());
    }
    throw yaml.wrong(text.location(), "header: expected \"Name: value\"");
  }

  private Condition condition() throws UsageException {
    Set<VerdictKind> verdicts = Set.of();
    Set<VerdictKind> suspected = Set.of();
    Set<Layer> layers = Set.of();
    Set<FindingCode> findings = Set.of();
    Set<Claim.Story> claims = Set.of();
    Set<TemplateKind> templates = Set.of();
    Set<DomainName> domains = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>();
    yaml.enterMap("when");
    for (String key = yaml.nextKey(seen); key != null; key = yaml.nextKey(seen)) {
      switch (key) {
        case "verdict" -> verdicts = words(key, VerdictKind.class);
        case "suspected" -> suspected = words(key, VerdictKind.class);
        case "layer" -> layers = words(key, Layer.class);
        case "finding" -> findings = words(key, FindingCode.class);
        case "claim" -> claims = words(key, Claim.Story.class);
        case "template" -> templates = words(key, TemplateKind.class);
        case "recipient_domain" -> {
          for (Text text : yaml.textOrTexts(key)) {
            domains.add(
                yaml.checked(
                    text,
                    value -> DomainName.parse(value).filter(domain -> !domain.isRoot()),
                    "recipient_domain: not a domain name"));
          }
        }
        default -> throw yaml.unknown(key, WHEN_KEYS);
      }
    }
    return new Condition(verdicts, suspected, layers, findings, claims, templates, domains);
  }

  private <E extends Enum<E>> Set<E> words(String key, Class<E> type) throws UsageException {
    Set<E> values = new LinkedHashSet<>();
    for (Text text : yaml.textOrTexts(key)) {
      values.add(word(text, key, type));
    }
    return values;
  }

  /** The value whose word is the text: in any case, with hyphens or underscores. */
  private <E extends Enum<E>> E word(Text text, String key, Class<E> type) throws UsageException {
    String name = text.value().toUpperCase(Locale.ROOT).replace('-', '_');
    List<String> words = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(name)) {
        return value;
      }
      words.add(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    throw yaml.wrong(
        text.location(),
        key + ": \"" + PlainText.of(text.value()) + "\" is none of " + String.join(", ", words));
  }
}
