package dev.indicia.gateway;

import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message with its edits, as front ends pass it on. Octets that no edit names stay as they are.
 * Pure.
 */
public final class Edits {
  private static final byte[] CRLF = {'\r', '\n'};

  private Edits() {}

  /**
   * What the edits make of a message.
   *
   * @param head the header section with the line that ends it, as far as there is one
   * @param body the new body; null where it stays as received
   */
  public record Edited(byte[] head, byte @Nullable [] body) {}

  /** The octets of the message with the edits, in their order. */
  public static byte[] apply(Message message, List<Edit> edits) {
    Edited edited = of(message, edits);
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length() + 4096);
    out.writeBytes(edited.head());
    byte[] body = edited.body();
    if (body != null) {
      out.writeBytes(body);
    } else {
      out.write(message.octets(), message.bodyStart(), message.length() - message.bodyStart());
    }
    return out.toByteArray();
  }

  /**
   * The edited header section and body.
   *
   * @param message of which the header section suffices
   * @param edits in their order
   */
  public static Edited of(Message message, List<Edit> edits) {
    List<HeaderField> fields = message.fields();
    boolean[] dropped = new boolean[fields.size()];
    // What stands above each field, and last what stands below all of them.
    StringBuilder[] above = new StringBuilder[fields.size() + 1];
    @Nullable String[] instead = new String[fields.size()];
    byte[] body = null;
    for (Edit edit : edits) {
      switch (edit) {
        case Edit.InsertField insert -> {
          int at = Math.min(insert.index(), fields.size());
          above[at] = above[at] == null ? new StringBuilder() : above[at];
          above[at].insert(0, field(insert.name(), insert.value()));
        }
        case Edit.DeleteField delete -> {
          int at = find(fields, delete.name(), delete.occurrence());
          if (at >= 0) {
            dropped[at] = true;
          }
        }
        case Edit.ReplaceField replace -> {
          int at = find(fields, replace.name(), replace.occurrence());
          if (at >= 0) {
            instead[at] = field(fields.get(at).name(), replace.value());
            dropped[at] = true;
          }
        }
        case Edit.ReplaceBody replace -> body = replace.octets();
      }
    }
    ByteArrayOutputStream head = new ByteArrayOutputStream(message.bodyStart() + 512);
    for (int i = 0; i <= fields.size(); i++) {
      write(above[i], head);
      if (i < fields.size()) {
        write(instead[i], head);
        if (!dropped[i]) {
          HeaderField field = fields.get(i);
          head.write(message.octets(), field.start(), field.end() - field.start());
        }
      }
    }
    end(message, body != null, head);
    return new Edited(head.toByteArray(), body);
  }

  private static void write(@Nullable CharSequence text, ByteArrayOutputStream head) {
    if (text != null) {
      head.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What stands between the fields and the body. */
  private static void end(Message message, boolean newBody, ByteArrayOutputStream head) {
    if (newBody) {
      head.writeBytes(CRLF);
      return;
    }
    List<HeaderField> fields = message.fields();
    byte[] octets = message.octets();
    int from = fields.isEmpty() ? 0 : fields.getLast().end();
    // A message that begins with a folded line of nothing: a field above it would take it in.
    boolean dangling = from < octets.length && (octets[from] == ' ' || octets[from] == '\t');
    if (dangling && head.size() > 0) {
      head.writeBytes(CRLF);
    }
    head.write(octets, from, message.bodyStart() - from);
  }

  /** The index of that occurrence, 1 is the first; -1 where it is not there. */
  private static int find(List<HeaderField> fields, String name, int occurrence) {
    int seen = 0;
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).isNamed(name) && ++seen == occurrence) {
        return i;
      }
    }
    return -1;
  }

  private static String field(String name, String value) {
    return name + ":" + value + "\r\n";
  }
}
