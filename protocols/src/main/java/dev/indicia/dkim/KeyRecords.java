package dev.indicia.dkim;

/** Parses key records and remembers the short ones by their text. Thread-safe. */
final class KeyRecords {
  // Longer texts are parsed each time, so that the memory stays small: 4096 bits need 800.
  private static final int TEXT_LENGTH_MAX = 2048;

  private final RecentMap<String, KeyRecord> known;
  private final DkimLimits limits;

  KeyRecords(int recordsMax, DkimLimits limits) {
    this.known = new RecentMap<>(recordsMax);
    this.limits = limits;
  }

  KeyRecord parse(String text) {
    if (text.length() > TEXT_LENGTH_MAX) {
      return KeyRecord.parse(text, limits);
    }
    KeyRecord record = known.get(text);
    if (record == null) {
      record = KeyRecord.parse(text, limits);
      known.put(text, record);
    }
    return record;
  }
}
