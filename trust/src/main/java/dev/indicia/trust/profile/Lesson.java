package dev.indicia.trust.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one delivery could teach, kept for a while so that an operator's correction can still be
 * learned from. Immutable.
 *
 * @param sender the proven sender; "" for none
 * @param verdict what was said of it, as in JSON
 * @param recipient the recipient's mark
 * @param day in days since 1970
 * @param phrases of the message
 * @param callbacks what its claims would have the reader call or open, as profiles key them
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; nobody changes it.
public record Lesson(
    String sender, String verdict, int recipient, int day, int[] phrases, List<String> callbacks) {
  private static final int PHRASES_MAX = 4000;
  private static final int CALLBACKS_MAX = 64;

  public Lesson {
    callbacks = callbacks.isEmpty() ? List.of() : callbacks.stream().map(Profiles::cut).toList();
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(sender);
    out.writeUTF(verdict);
    out.writeInt(recipient);
    out.writeInt(day);
    out.writeShort(phrases.length);
    for (int phrase : phrases) {
      out.writeInt(phrase);
    }
    out.writeShort(callbacks.size());
    for (String callback : callbacks) {
      out.writeUTF(callback);
    }
  }

  static Lesson read(DataInput in) throws IOException {
    String sender = in.readUTF();
    String verdict = in.readUTF();
    int recipient = in.readInt();
    int day = in.readInt();
    int[] phrases = new int[bounded(in.readUnsignedShort(), PHRASES_MAX, "phrases")];
    for (int i = 0; i < phrases.length; i++) {
      phrases[i] = in.readInt();
    }
    int count = bounded(in.readUnsignedShort(), CALLBACKS_MAX, "callbacks");
    List<String> callbacks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      callbacks.add(in.readUTF());
    }
    return new Lesson(sender, verdict, recipient, day, phrases, callbacks);
  }

  private static int bounded(int count, int max, String what) throws IOException {
    if (count > max) {
      throw new IOException(what + ": " + count + ", at most " + max);
    }
    return count;
  }
}
