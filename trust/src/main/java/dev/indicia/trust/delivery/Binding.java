package dev.indicia.trust.delivery;

import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim2.Dkim2Hop;
import dev.indicia.dkim2.Dkim2Reason;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dns.DomainName;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.trust.profile.RecipientProfile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether the message was written to the recipient it came to. Immutable.
 *
 * @param kind the answer
 * @param recipient RFC5321.RcptTo in lower case; null when it is not known
 * @param namedAs the address that the message names instead; null when there is none
 * @param evidence what the answer rests on, in words
 */
public record Binding(
    Kind kind, @Nullable String recipient, @Nullable String namedAs, String evidence) {
  /** The shortest part of a name that ties two addresses together. */
  private static final int NAME_LENGTH_MIN = 4;

  /** Local parts that name an office and no person. */
  private static final Set<String> ROLES =
      Set.of(
          "info",
          "office",
          "mail",
          "contact",
          "billing",
          "sales",
          "support",
          "admin",
          "accounts",
          "team",
          "group",
          "service",
          "help",
          "hello",
          "inbox",
          "receipt",
          "mailer",
          "booking",
          "projects",
          "community",
          "noreply",
          "reply",
          "news",
          "finance",
          "invoice",
          "orders");

  /** The answer, from the strongest tie to none. */
  public enum Kind {
    /** To or Cc names the recipient. */
    NAMED,
    /** The sender's own reverse-path encodes the recipient (VERP), or its signature does. */
    ENCODED,
    /** The sender's own host delivered it: a blind copy, a role address. */
    DIRECT,
    /** A list, or a forwarder that names the recipient's other address. */
    FORWARDED,
    /** The address named is known to lead to this recipient, or bears the same name. */
    ALIAS,
    /** The message was written to somebody else, and nothing says how it came here. */
    ELSEWHERE,
    /** The recipient is not known. */
    UNKNOWN;

    /** The lower-case word used in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether only a forwarder's own word ties the message to its recipient. */
  public boolean isLoose() {
    return kind == Kind.FORWARDED;
  }

  /** Whether nothing ties the message to its recipient. */
  public boolean isBroken() {
    return kind == Kind.ELSEWHERE;
  }

  /**
   * The answer for one delivery.
   *
   * @param direct whether the sender's own host delivered it
   * @param known what is known of the recipient
   * @param sender the sender's domain, which alone does not make an address known
   * @param handler whether a domain is proven to have handed the message on, and trusted
   */
  public static Binding of(
      Arrival arrival,
      Addressing addressing,
      boolean direct,
      @Nullable RecipientProfile known,
      String sender,
      Predicate<String> handler) {
    List<String> rcptTo = arrival.session().rcptTo();
    if (rcptTo.isEmpty()) {
      return new Binding(Kind.UNKNOWN, null, null, "the recipient is not known");
    }
    String recipient = rcptTo.getFirst().toLowerCase(Locale.ROOT);
    List<String> named = addressing.recipients();
    for (String rcpt : rcptTo) {
      String lower = rcpt.toLowerCase(Locale.ROOT);
      for (String address : named) {
        if (isSame(address, lower)) {
          return new Binding(Kind.NAMED, recipient, null, "To or Cc names the recipient");
        }
      }
    }
    String first = named.isEmpty() ? null : named.getFirst();
    String path = arrival.session().mailFrom();
    if (direct && path != null && encodes(path.toLowerCase(Locale.ROOT), recipient)) {
      return new Binding(Kind.ENCODED, recipient, first, "the reverse-path names the recipient");
    }
    if (darn(arrival.message(), arrival, recipient)) {
      return new Binding(Kind.ENCODED, recipient, first, "the signature names the recipient");
    }
    if (authorsHopNames(arrival, recipient)) {
      return new Binding(
          Kind.ENCODED, recipient, first, "the author's own hop (DKIM2) names the recipient");
    }
    if (direct) {
      return new Binding(Kind.DIRECT, recipient, first, "the sender's own host delivered it");
    }
    return indirect(arrival, addressing, known, sender, handler, recipient, first);
  }

  private static Binding indirect(
      Arrival arrival,
      Addressing addressing,
      @Nullable RecipientProfile known,
      String sender,
      Predicate<String> handler,
      String recipient,
      @Nullable String first) {
    for (String address : addressing.recipients()) {
      if (known != null && known.hasOtherSenderOn("to:" + address, sender)) {
        return new Binding(
            Kind.ALIAS, recipient, first, "others reach this recipient at " + address + " too");
      }
      if (sameName(address, recipient)) {
        return new Binding(Kind.ALIAS, recipient, first, address + " bears the recipient's name");
      }
      if (handler.test(address.substring(address.lastIndexOf('@') + 1))) {
        return new Binding(
            Kind.ALIAS,
            recipient,
            first,
            "the domain of " + address + " handed it on, as is proven");
      }
    }
    for (String address : addressing.forwardedFor()) {
      if (isSame(address, recipient) || addressing.recipients().contains(address)) {
        return new Binding(
            Kind.FORWARDED, recipient, first, "a forwarder noted that it was for " + address);
      }
    }
    if (addressing.list()) {
      return new Binding(Kind.FORWARDED, recipient, first, "a mailing list sent it on");
    }
    return new Binding(
        Kind.ELSEWHERE,
        recipient,
        first,
        (first == null
                ? "the message names no recipient"
                : "it was written to " + first + ", and nothing says how it came here")
            + (isForOthers(arrival) ? "; its newest hop (DKIM2) names other recipients" : ""));
  }

  /** One address, the part behind a plus apart (RFC 5233). */
  private static boolean isSame(String one, String other) {
    return one.equals(other) || untagged(one).equals(untagged(other));
  }

  private static String untagged(String address) {
    int at = address.lastIndexOf('@');
    int plus = address.indexOf('+');
    return plus > 0 && plus < at ? address.substring(0, plus) + address.substring(at) : address;
  }

  /** VERP and its relatives: "bounce-local=domain@...", "local_at_domain". */
  private static boolean encodes(String path, String recipient) {
    int at = recipient.lastIndexOf('@');
    if (at <= 0) {
      return false;
    }
    String local = recipient.substring(0, at);
    String domain = recipient.substring(at + 1);
    return path.contains(local + "=" + domain)
        || path.contains(local + "_at_" + domain)
        || path.contains(domain + "=" + local)
        || path.contains(local + "-at-" + domain);
  }

  /** Whether a passing signature carries the recipient's domain in {@code darn=}. */
  private static boolean darn(Message message, Arrival arrival, String recipient) {
    List<DkimResult> results = arrival.authentication().dkim();
    if (results == null) {
      return false;
    }
    List<HeaderField> fields = message.fields("DKIM-Signature");
    String domain = recipient.substring(recipient.lastIndexOf('@') + 1);
    for (int i = 0; i < Math.min(results.size(), fields.size()); i++) {
      DomainName signer = results.get(i).basis().domain();
      if (results.get(i) instanceof DkimResult.Pass
          && signer != null
          && isAuthors(signer, arrival)) {
        for (String tag : fields.get(i).value().split(";", -1)) {
          String[] parts = tag.split("=", 2);
          if (parts.length == 2
              && parts[0].strip().equals("darn")
              && parts[1].strip().equalsIgnoreCase(domain)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * Whether the first hop of a chain that passes is the author's and names the recipient. A later
   * hop says no more than that whoever sent the message on meant it for here.
   */
  private static boolean authorsHopNames(Arrival arrival, String recipient) {
    Dkim2Result result = arrival.authentication().dkim2();
    if (!(result instanceof Dkim2Result.Pass) || result.basis().hops().isEmpty()) {
      return false;
    }
    Dkim2Hop first = result.basis().hops().get(0);
    return isAuthors(first.domain(), arrival)
        && first.rcptTo().stream()
            .anyMatch(address -> isSame(address.toLowerCase(Locale.ROOT), recipient));
  }

  /** Whether the newest hop signed the message for others: evidence, never more. */
  private static boolean isForOthers(Arrival arrival) {
    Dkim2Result result = arrival.authentication().dkim2();
    return result != null
        && result.reason().filter(Dkim2Reason.RCPT_TO_MISMATCH::equals).isPresent();
  }

  /** Whether the signer is the author's domain, above it or below it: others sign for others. */
  private static boolean isAuthors(DomainName signer, Arrival arrival) {
    DomainName author = arrival.authentication().authors().authorDomain().orElse(null);
    return author != null && (author.isAtOrBelow(signer) || signer.isAtOrBelow(author));
  }

  /** Whether the two addresses bear one name: a common part that is long enough and no office. */
  static boolean sameName(String one, String other) {
    Set<String> parts = new HashSet<>(parts(one, true));
    List<String> theirs = parts(other, true);
    for (String part : theirs) {
      if (parts.contains(part)) {
        return true;
      }
    }
    String joined = String.join("", parts(one, false));
    String joinedOther = String.join("", parts(other, false));
    return joined.length() >= NAME_LENGTH_MIN
        && joinedOther.length() >= NAME_LENGTH_MIN
        && !ROLES.contains(joined)
        && !ROLES.contains(joinedOther)
        && (joined.contains(joinedOther) || joinedOther.contains(joined));
  }

  private static List<String> parts(String address, boolean namesOnly) {
    int at = address.lastIndexOf('@');
    String local = at < 0 ? address : address.substring(0, at);
    int plus = local.indexOf('+');
    local = plus > 0 ? local.substring(0, plus) : local;
    List<String> parts = new ArrayList<>(3);
    int start = -1;
    for (int i = 0; i <= local.length(); i++) {
      boolean letter = i < local.length() && Character.isLetter(local.charAt(i));
      if (letter && start < 0) {
        start = i;
      } else if (!letter && start >= 0) {
        String part = local.substring(start, i);
        if (!namesOnly || (part.length() >= NAME_LENGTH_MIN && !ROLES.contains(part))) {
          parts.add(part);
        }
        start = -1;
      }
    }
    return parts;
  }
}
