package dev.indicia.dkim2;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.HashAlgorithm;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.signed.SigningInput;
import dev.indicia.signed.SimpleBody;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signed header fields and the body of a message at one time of its way, as received or
 * recreated. Immutable; shares the octets of the state it was made from where it can.
 */
final class MessageState {
  private static final byte[] CRLF = {'\r', '\n'};

  private final Dkim2Draft draft;
  private final List<StateField> fields;
  private final byte[] body;
  private final int bodyFrom;
  private final int bodyTo;
  private final boolean headerKnown;
  private final boolean bodyKnown;

  private MessageState(
      Dkim2Draft draft,
      List<StateField> fields,
      byte[] body,
      int bodyFrom,
      int bodyTo,
      boolean headerKnown,
      boolean bodyKnown) {
    this.draft = draft;
    this.fields = fields;
    this.body = body;
    this.bodyFrom = bodyFrom;
    this.bodyTo = bodyTo;
    this.headerKnown = headerKnown;
    this.bodyKnown = bodyKnown;
  }

  /** The state of a message as it is; fields that are not signed are left out (draft §4). */
  static MessageState of(Message message, Dkim2Draft draft) {
    List<StateField> fields = new ArrayList<>(message.fields().size());
    for (HeaderField field : message.fields()) {
      StateField read = StateField.of(message.octets(), field);
      if (!UnsignedFields.contains(draft, read.name())) {
        fields.add(read);
      }
    }
    return new MessageState(
        draft, fields, message.octets(), message.bodyStart(), message.length(), true, true);
  }

  boolean headerKnown() {
    return headerKnown;
  }

  boolean bodyKnown() {
    return bodyKnown;
  }

  /** The signed fields, top first. */
  List<StateField> fields() {
    return fields;
  }

  /** The fields of that name, the lowest in the message first. */
  List<StateField> fromBottom(String name) {
    List<StateField> found = new ArrayList<>(1);
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (fields.get(i).name().equals(name)) {
        found.add(fields.get(i));
      }
    }
    return found;
  }

  /** All lines of the body, as recipes count them (draft §5.2). */
  BodyLines lines() {
    return new BodyLines(body, bodyFrom, bodyTo);
  }

  /**
   * The lines that the body hash covers, without the empty ones at the end: those may come and go
   * on the way, so that a recipe that counts on them may not find them.
   */
  BodyLines hashedLines() {
    return new BodyLines(body, bodyFrom, SimpleBody.end(body, bodyFrom, bodyTo));
  }

  /** Octets of this state. */
  long length() {
    long length = (long) bodyTo - bodyFrom;
    for (StateField field : fields) {
      length += field.length();
    }
    return length;
  }

  /** Draft §6.2. */
  byte[] headerHash(HashAlgorithm algorithm, DkimCryptography cryptography, SigningInput input) {
    List<StateField> ordered = new ArrayList<>(fields.size());
    for (int i = fields.size() - 1; i >= 0; i--) {
      ordered.add(fields.get(i));
    }
    // The sort keeps the order of fields with one name: the lowest in the message first.
    ordered.sort(Comparator.comparing(StateField::name));
    input.clear();
    for (StateField field : ordered) {
      field.addTo(input);
    }
    DkimCryptography.Digest digest = cryptography.digest(algorithm);
    digest.update(input.octets(), 0, input.length());
    return digest.finish();
  }

  /** Draft §6.1. */
  byte[] bodyHash(HashAlgorithm algorithm, DkimCryptography cryptography) {
    DkimCryptography.Digest digest = cryptography.digest(algorithm);
    digest.update(body, bodyFrom, SimpleBody.end(body, bodyFrom, bodyTo) - bodyFrom);
    digest.update(CRLF, 0, 2);
    return digest.finish();
  }

  /** The state before, as the recipe says; null when the recipe copies what is not there. */
  @Nullable MessageState before(Recipe recipe) {
    List<StateField> earlier = recipe.headerLost() ? fields : fieldsBefore(recipe.header());
    List<Recipe.Step> steps = recipe.body();
    byte[] earlierBody = steps == null ? body : bodyBefore(steps);
    if (earlier == null || earlierBody == null) {
      return null;
    }
    return new MessageState(
        draft,
        earlier,
        earlierBody,
        steps == null ? bodyFrom : 0,
        steps == null ? bodyTo : earlierBody.length,
        headerKnown && !recipe.headerLost(),
        bodyKnown && !recipe.bodyLost());
  }

  /** Draft §5.1: each name's fields are numbered and written from the bottom up. */
  private @Nullable List<StateField> fieldsBefore(Map<String, List<Recipe.Step>> header) {
    if (header.isEmpty()) {
      return fields;
    }
    Map<String, List<StateField>> rebuilt = new HashMap<>();
    for (Map.Entry<String, List<Recipe.Step>> entry : header.entrySet()) {
      String name = entry.getKey();
      List<StateField> now = fromBottom(name);
      List<StateField> then = new ArrayList<>(now.size());
      int last = 0;
      for (Recipe.Step step : entry.getValue()) {
        if (step instanceof Recipe.Copy copy) {
          if (!follows(copy, last, now.size())) {
            return null;
          }
          then.addAll(now.subList(copy.first() - 1, copy.last()));
          last = copy.last();
        } else {
          for (byte[] value : ((Recipe.Literal) step).lines()) {
            then.add(StateField.of(name, value));
          }
        }
      }
      if (!UnsignedFields.contains(draft, name)) {
        rebuilt.put(name, then.reversed());
      }
    }
    // A name's fields stand where its topmost one stood; those of a name that had none, at the end.
    List<StateField> earlier = new ArrayList<>(fields.size());
    for (StateField field : fields) {
      List<StateField> then = rebuilt.get(field.name());
      if (then == null) {
        earlier.add(field);
      } else {
        earlier.addAll(then);
        rebuilt.put(field.name(), List.of());
      }
    }
    for (String name : header.keySet()) {
      List<StateField> then = rebuilt.get(name);
      if (then != null) {
        earlier.addAll(then);
        rebuilt.put(name, List.of());
      }
    }
    return earlier;
  }

  private static boolean follows(Recipe.Copy copy, int last, int count) {
    return copy.first() > last && copy.last() >= copy.first() && copy.last() <= count;
  }

  /** Draft §5.2: lines are numbered and written from the top down. */
  private byte @Nullable [] bodyBefore(List<Recipe.Step> steps) {
    BodyLines lines = lines();
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(32, bodyTo - bodyFrom));
    int last = 0;
    for (Recipe.Step step : steps) {
      if (step instanceof Recipe.Copy copy) {
        if (!follows(copy, last, lines.count())) {
          return null;
        }
        int from = lines.start(copy.first() - 1);
        int to = lines.end(copy.last() - 1);
        out.write(lines.octets(), from, to - from);
        out.writeBytes(CRLF);
        last = copy.last();
      } else {
        for (byte[] line : ((Recipe.Literal) step).lines()) {
          out.writeBytes(line);
          out.writeBytes(CRLF);
        }
      }
    }
    return out.toByteArray();
  }

  /**
   * The octets of a message of this state.
   *
   * @param above fields to stand above the others, each with its CRLF
   * @param withBody whether to add the body
   */
  byte[] octets(List<StateField> above, boolean withBody) {
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(length() + 64, 1 << 28));
    for (List<StateField> part : List.of(above, fields)) {
      for (StateField field : part) {
        int end = SigningInput.withoutCrlf(field.octets(), field.valueStart(), field.end());
        out.write(field.octets(), field.start(), end - field.start());
        out.writeBytes(CRLF);
      }
    }
    out.writeBytes(CRLF);
    if (withBody) {
      out.write(body, bodyFrom, bodyTo - bodyFrom);
    }
    return out.toByteArray();
  }
}
