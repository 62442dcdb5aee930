package dev.indicia.gateway.outbound;

import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.dns.DomainName;
import dev.indicia.gateway.Edit;
import dev.indicia.message.Authors;
import dev.indicia.message.Mailbox;
import dev.indicia.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Signs mail of our own users. Pure. */
public final class Signatures {
  private Signatures() {}

  /** What came of it. */
  public sealed interface Result {
    /** The fields to add. */
    List<Edit> edits();

    /** The fields to add. */
    record Signed(List<Edit> edits) implements Result {
      public Signed {
        edits = List.copyOf(edits);
      }
    }

    /** It goes on without; the word says why: {@code no-author}, {@code no-key}, or DKIM's. */
    record Unsigned(String why) implements Result {
      @Override
      public List<Edit> edits() {
        return List.of();
      }
    }
  }

  /** The signatures of the author's domain. */
  public static Result sign(Message message, KeyTable keys, Instant at) {
    List<Mailbox> authors = Authors.of(message).mailboxes();
    DomainName domain = authors.isEmpty() ? null : authors.getFirst().domain();
    if (domain == null) {
      return new Result.Unsigned("no-author");
    }
    Optional<DkimSigner> signer = keys.signer(domain, at);
    if (signer.isEmpty()) {
      return new Result.Unsigned("no-key");
    }
    return switch (signer.get().sign(message, at)) {
      case DkimSigningResult.Refused refused -> new Result.Unsigned(refused.why().code());
      case DkimSigningResult.Signed signed -> {
        List<Edit> edits = new ArrayList<>();
        // A later edit stands above an earlier one.
        for (String field : signed.fields().reversed()) {
          edits.add(insertion(field));
        }
        yield new Result.Signed(edits);
      }
    };
  }

  /** The edit that puts a whole field, with its final CRLF, on top. */
  public static Edit insertion(String field) {
    int colon = field.indexOf(':');
    return new Edit.InsertField(
        0, field.substring(0, colon), field.substring(colon + 1, field.length() - 2));
  }
}
