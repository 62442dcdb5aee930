package dev.indicia.trust.profile;

import java.io.DataOutput;
import java.io.IOException;

/** Values by key, as they are written. */
interface Entries {
  /** The keys there are, in no order; the array is the caller's. */
  String[] keys();

  /** Whether there is such a key. */
  boolean holds(String key);

  /** Writes the value of a key that there is. */
  void write(String key, DataOutput out) throws IOException;
}
