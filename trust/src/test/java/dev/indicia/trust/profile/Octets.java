package dev.indicia.trust.profile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;

/** What profiles write. */
final class Octets {
  private Octets() {}

  interface Writer {
    void write(DataOutput out) throws IOException;
  }

  static byte[] of(Writer writer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(new DataOutputStream(out));
    return out.toByteArray();
  }

  static DataInput input(byte[] octets) {
    return new DataInputStream(new ByteArrayInputStream(octets));
  }
}
