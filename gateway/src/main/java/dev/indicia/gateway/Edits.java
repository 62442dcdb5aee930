package dev.indicia.gateway;

import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message with its edits, as front ends pass it on; for whoever has to sign that. Pure. */
public final class Edits {
  private static final byte[] CRLF = {'\r', '\n'};

  private Edits() {}

  /** The octets of the message with the edits, in their order. */
  public static byte[] apply(Message message, List<Edit> edits) {
    List<HeaderField> fields = message.fields();
    @Nullable String[] replaced = new String[fields.size()];
    boolean[] deleted = new boolean[fields.size()];
    StringBuilder[] inserted = new StringBuilder[fields.size() + 1];
    byte[] body = null;
    for (Edit edit : edits) {
      switch (edit) {
        case Edit.InsertField insert -> {
          int at = Math.min(insert.index(), fields.size());
          StringBuilder above = inserted[at] == null ? new StringBuilder() : inserted[at];
          inserted[at] = above.insert(0, field(insert.name(), insert.value()));
        }
        case Edit.DeleteField delete -> {
          int at = find(fields, delete.name(), delete.occurrence());
          if (at >= 0) {
            deleted[at] = true;
          }
        }
        case Edit.ReplaceField replace -> {
          int at = find(fields, replace.name(), replace.occurrence());
          if (at >= 0) {
            replaced[at] = field(fields.get(at).name(), replace.value());
          }
        }
        case Edit.ReplaceBody replace -> body = replace.octets();
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length() + 4096);
    for (int i = 0; i <= fields.size(); i++) {
      if (inserted[i] != null) {
        out.writeBytes(inserted[i].toString().getBytes(StandardCharsets.UTF_8));
      }
      if (i == fields.size() || deleted[i]) {
        continue;
      }
      String other = replaced[i];
      if (other == null) {
        HeaderField field = fields.get(i);
        out.write(message.octets(), field.start(), field.end() - field.start());
      } else {
        out.writeBytes(other.getBytes(StandardCharsets.UTF_8));
      }
    }
    if (body != null) {
      out.writeBytes(CRLF);
      out.writeBytes(body);
    } else {
      int end = fields.isEmpty() ? 0 : fields.getLast().end();
      out.write(message.octets(), end, message.length() - end);
    }
    return out.toByteArray();
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
