package dev.indicia.gateway.inbound;

import dev.indicia.Authentication;
import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcSealer;
import dev.indicia.arc.ArcSealingResult;
import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.ForgedResults;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.gateway.Edit;
import dev.indicia.gateway.Edits;
import dev.indicia.gateway.banner.BannerEditor;
import dev.indicia.gateway.outbound.Dkim2Hops;
import dev.indicia.gateway.outbound.Signatures;
import dev.indicia.gateway.policy.PolicyRule;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The edits of a message that goes on. Used by one thread. */
final class SentEdits {
  /** The verdict on a message. Forged ones that came with it go. */
  static final String VERDICT = "Indicia-Verdict";

  /** What the policy says of it, and what failed. */
  static final String POLICY = "Indicia-Policy";

  private static final int SUBJECT_LENGTH_MAX = 4096;
  private static final int SUBJECT_LINE = 200;

  private final Message message;
  private final List<Edit> edits = new ArrayList<>();
  private byte @Nullable [] body;

  SentEdits(Message message) {
    this.message = message;
  }

  /** Removes fields that only we may write: our authserv-id's, our own, and those of a rule. */
  void removeForged(String authservId, @Nullable PolicyRule rule) {
    List<HeaderField> forged = ForgedResults.find(message, authservId);
    Map<String, Integer> seen = new HashMap<>();
    for (HeaderField field : message.fields()) {
      String name = field.name();
      int occurrence = seen.merge(name.toLowerCase(Locale.ROOT), 1, Integer::sum);
      boolean ours =
          field.isNamed(VERDICT)
              || field.isNamed(POLICY)
              || rule != null && rule.fields().stream().anyMatch(f -> field.isNamed(f.name()));
      if (ours || forged.contains(field)) {
        edits.add(new Edit.DeleteField(name, occurrence));
      }
    }
    List<HeaderField> hidden = new ArrayList<>(message.shadowFields());
    hidden.removeIf(
        field -> !forged.contains(field) && !field.isNamed(VERDICT) && !field.isNamed(POLICY));
    if (!hidden.isEmpty()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(message.length());
      int from = message.bodyStart();
      for (HeaderField field : hidden) {
        out.write(message.octets(), from, field.start() - from);
        from = field.end();
      }
      out.write(message.octets(), from, message.length() - from);
      body = out.toByteArray();
    }
  }

  /** Puts the words in front of the subject, unless it begins with them. */
  void prefixSubject(String prefix) {
    String encoded =
        prefix.chars().allMatch(c -> c >= ' ' && c < 127)
            ? prefix
            : "=?UTF-8?B?"
                + Base64.getEncoder().encodeToString(prefix.getBytes(StandardCharsets.UTF_8))
                + "?=";
    Optional<HeaderField> subject = message.first("Subject");
    if (subject.isEmpty()) {
      edits.add(new Edit.InsertField(message.fields().size(), "Subject", " " + encoded));
      return;
    }
    HeaderField field = subject.get();
    String value = readable(field.value());
    if (!value.startsWith(encoded)) {
      edits.add(new Edit.ReplaceField(field.name(), 1, " " + encoded + "\r\n " + value));
    }
  }

  /**
   * A subject that can be written: one that hides behind control characters or its length is marked
   * like any other. Lines stay under the 998 octets of RFC 5322 §2.1.1.
   */
  private static String readable(String subject) {
    String value = subject.substring(0, Math.min(subject.length(), SUBJECT_LENGTH_MAX));
    StringBuilder folded = new StringBuilder();
    int line = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = Character.isISOControl(value.charAt(i)) ? ' ' : value.charAt(i);
      boolean blank = c == ' ' && line > SUBJECT_LINE / 2;
      if ((blank || line == SUBJECT_LINE) && !Character.isLowSurrogate(c)) {
        folded.append("\r\n");
        folded.append(blank ? "" : " ");
        line = 0;
      }
      folded.append(c);
      line++;
    }
    return folded.toString().strip();
  }

  /** Puts a sentence above the text, where there is a place for it; says whether there was. */
  boolean banner(String sentence, String ascii) {
    Message base = message;
    byte[] other = body;
    if (other != null) {
      byte[] whole = new byte[message.bodyStart() + other.length];
      System.arraycopy(message.octets(), 0, whole, 0, message.bodyStart());
      System.arraycopy(other, 0, whole, message.bodyStart(), other.length);
      base = Message.of(whole, message.limits());
    }
    Optional<byte[]> edited = BannerEditor.edit(base, sentence, ascii);
    edited.ifPresent(octets -> body = octets);
    return edited.isPresent();
  }

  /** A field on top of all that is there so far. */
  void top(String name, String value) {
    edits.add(new Edit.InsertField(0, name, " " + value));
  }

  /** The results of every method. */
  void results(AuthenticationResults results) {
    edits.add(Signatures.insertion(results.format()));
  }

  /** Seals the message as it goes on; says why not, null when it is sealed. */
  @Nullable String seal(
      ArcSealer sealer, Authentication proven, SmtpSession session, String authservId, Instant at) {
    ArcResult chain = proven.arc();
    if (chain == null) {
      return "not-evaluated";
    }
    Message sent = Message.of(Edits.apply(message, list()), message.limits());
    return switch (sealer.seal(
        message, chain, FoundResults.of(proven, session, authservId), sent, at)) {
      case ArcSealingResult.Refused refused -> refused.why().code();
      case ArcSealingResult.Sealed sealed -> {
        for (String field : sealed.fields().reversed()) {
          edits.add(Signatures.insertion(field));
        }
        yield null;
      }
    };
  }

  /** Adds a DKIM2 hop to the message as it goes on; says why not, null when it is added. */
  @Nullable String hop(
      Dkim2Hops hops, @Nullable Dkim2Result received, SmtpSession session, Instant at) {
    List<Edit> before = list();
    Message sent = Message.of(Edits.apply(message, before), message.limits());
    return switch (hops.add(sent, message, received, session, at)) {
      case Dkim2Hops.Result.Left left -> left.why();
      case Dkim2Hops.Result.Added added -> {
        edits.addAll(added.edits());
        yield null;
      }
    };
  }

  /** All edits. */
  List<Edit> list() {
    List<Edit> all = new ArrayList<>(edits);
    byte[] other = body;
    if (other != null) {
      all.add(new Edit.ReplaceBody(other));
    }
    return all;
  }
}
