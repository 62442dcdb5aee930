package dev.indicia.gateway.outbound;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim2.Dkim2Envelope;
import dev.indicia.dkim2.Dkim2Options;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dkim2.Dkim2Signer;
import dev.indicia.dkim2.Dkim2SigningResult;
import dev.indicia.dns.DomainName;
import dev.indicia.gateway.Edit;
import dev.indicia.message.AddressList;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Mailbox;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds a DKIM2 hop (experimental) to mail whose RFC5321.MailFrom is of a domain that the key table
 * has keys of, as only that domain may sign the envelope (draft-ietf-dkim-dkim2-spec §8.8).
 * Thread-safe.
 */
public final class Dkim2Hops {
  private static final int ADDRESSES_MAX = 1000;

  private final KeyTable keys;
  private final Dkim2Options options;
  private final DkimCryptography cryptography;

  /**
   * Hops signed by those keys.
   *
   * @throws IllegalArgumentException when a key is too weak for the draft
   */
  public Dkim2Hops(KeyTable keys, Dkim2Options options, DkimCryptography cryptography) {
    this.keys = keys;
    this.options = options;
    this.cryptography = cryptography;
    for (DkimSigningKey key : keys.all()) {
      var _ = new Dkim2Signer(List.of(key), options, cryptography); // What is wrong is said now.
    }
  }

  /** What came of it. */
  public sealed interface Result {
    /** The fields to add, after every other edit. */
    record Added(List<Edit> edits) implements Result {
      public Added {
        edits = List.copyOf(edits);
      }
    }

    /**
     * It goes on without; the word says why: {@code no-key}, {@code blind-copies} where several
     * recipients would learn of one that the header does not name, or DKIM2's.
     */
    record Left(String why) implements Result {}
  }

  /**
   * The hop for the envelope of that session.
   *
   * @param sent the message as it goes on, but for the hop
   * @param came as it came; null where nobody changed it since the hop before, or it is new
   * @param received what became of the chain it came with; null when that was not evaluated
   */
  public Result add(
      Message sent,
      @Nullable Message came,
      @Nullable Dkim2Result received,
      SmtpSession session,
      Instant at) {
    List<DkimSigningKey> signing = keys.keys(domain(session), at);
    String sender = session.mailFrom();
    if (signing.isEmpty() || sender == null || session.rcptTo().isEmpty()) {
      return new Result.Left("no-key");
    }
    if (session.rcptTo().size() > 1 && !named(sent).containsAll(lower(session.rcptTo()))) {
      return new Result.Left("blind-copies");
    }
    Dkim2Envelope envelope;
    try {
      envelope = Dkim2Envelope.of(sender, session.rcptTo());
    } catch (IllegalArgumentException e) {
      return new Result.Left("envelope");
    }
    Dkim2Signer signer = new Dkim2Signer(signing, options, cryptography);
    return switch (signer.sign(sent, came, received, envelope, at)) {
      case Dkim2SigningResult.Refused refused -> new Result.Left(refused.why().code());
      case Dkim2SigningResult.Signed signed -> {
        List<Edit> edits = new ArrayList<>(2);
        // A later edit stands above an earlier one.
        for (String field : signed.fields().reversed()) {
          edits.add(Signatures.insertion(field + "\r\n"));
        }
        yield new Result.Added(edits);
      }
    };
  }

  /** The domain of MAIL FROM; the root, which nobody has a key of, for the null reverse-path. */
  private static DomainName domain(SmtpSession session) {
    String sender = session.mailFrom();
    int at = sender == null ? -1 : sender.lastIndexOf('@');
    Optional<DomainName> domain =
        at < 0 ? Optional.empty() : DomainName.parse(String.valueOf(sender).substring(at + 1));
    return domain.orElse(DomainName.ROOT);
  }

  /** The addresses that every recipient sees anyway. */
  private static Set<String> named(Message message) {
    Set<String> named = new HashSet<>();
    for (HeaderField field : message.fields()) {
      if (field.isNamed("To") || field.isNamed("Cc")) {
        for (Mailbox mailbox : AddressList.parse(field, ADDRESSES_MAX).mailboxes()) {
          named.add(mailbox.address().toLowerCase(Locale.ROOT));
        }
      }
    }
    return named;
  }

  private static List<String> lower(List<String> addresses) {
    return addresses.stream().map(address -> address.toLowerCase(Locale.ROOT)).toList();
  }
}
