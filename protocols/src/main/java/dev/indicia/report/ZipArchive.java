package dev.indicia.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive, read from its first octet to its last (APPNOTE §4.3): each octet once, so entries
 * cannot overlap. Sizes and check values are compared with what stands there, and the directory at
 * the end with the entries read; an archive that tells two stories is refused.
 */
final class ZipArchive {
  private static final long LOCAL = 0x04034b50;
  private static final long DIRECTORY = 0x02014b50;
  private static final long END = 0x06054b50;
  private static final long DIRECTORY_64 = 0x06064b50;
  private static final long LOCATOR_64 = 0x07064b50;
  private static final long DESCRIPTOR = 0x08074b50;
  private static final long UNKNOWN_32 = 0xffffffffL;
  private static final int LOCAL_OCTETS = 30;
  private static final int DIRECTORY_OCTETS = 46;
  private static final int END_OCTETS = 22;
  private static final int FLAG_ENCRYPTED = 1;
  private static final int FLAG_DESCRIPTOR = 8;

  private final OctetSource source;
  private final Budget budget;
  private final ReportLimits limits;
  private final long start;
  private final Map<Long, Entry> entries = new HashMap<>();

  ZipArchive(OctetSource source, Budget budget, ReportLimits limits) {
    this.source = source;
    this.budget = budget;
    this.limits = limits;
    this.start = source.passed();
  }

  /** Whether an archive begins at the source's next octet; an empty one is only its end. */
  static boolean beginsAt(OctetSource source) throws IOException {
    return source.has(4) && (source.intAt(0) == LOCAL || source.intAt(0) == END);
  }

  /** One entry: what its local header says. */
  static final class Entry {
    private final String name;
    private final int flags;
    private final int method;
    private final long check;
    private final long compressed;
    private final long expanded;
    private final boolean wide;
    private long readCompressed;
    private long readExpanded;

    Entry(
        String name,
        int flags,
        int method,
        long check,
        long compressed,
        long expanded,
        boolean wide) {
      this.name = name;
      this.flags = flags;
      this.method = method;
      this.check = check;
      this.compressed = compressed;
      this.expanded = expanded;
      this.wide = wide;
    }

    /** The name as written, with its folders. */
    String name() {
      return name;
    }

    boolean isFolder() {
      return name.endsWith("/");
    }

    private boolean hasDescriptor() {
      return (flags & FLAG_DESCRIPTOR) != 0;
    }
  }

  /** The next entry, null behind the last one, when the directory was compared too. */
  @Nullable Entry next() throws IOException {
    need(4);
    if (source.intAt(0) != LOCAL) {
      directory();
      return null;
    }
    long offset = source.passed() - start;
    budget.enter();
    // APPNOTE §4.3.7
    need(LOCAL_OCTETS);
    int flags = source.shortAt(6);
    int method = source.shortAt(8);
    long check = source.intAt(14);
    long compressed = source.intAt(18);
    long expanded = source.intAt(22);
    int nameOctets = source.shortAt(26);
    int extraOctets = source.shortAt(28);
    source.drop(LOCAL_OCTETS);
    String name = name(nameOctets);
    boolean wide = compressed == UNKNOWN_32 || expanded == UNKNOWN_32;
    dropAll(extraOctets);
    if ((flags & FLAG_ENCRYPTED) != 0) {
      throw new Refusal(ReportReason.ZIP_ENCRYPTED, name);
    }
    boolean stored = method == 0;
    if ((!stored && method != 8) || (stored && (wide || (flags & FLAG_DESCRIPTOR) != 0))) {
      throw new Refusal(ReportReason.ZIP_METHOD, "method " + method + ": " + name);
    }
    Entry entry = new Entry(name, flags, method, check, compressed, expanded, wide);
    entries.put(offset, entry);
    return entry;
  }

  /** The octets of the entry that {@link #next} has just given; to be read to its end. */
  InputStream open(Entry entry) {
    return new EntryStream(entry);
  }

  private String name(int octets) throws IOException {
    if (octets > limits.entryNameOctetsMax()) {
      throw new Refusal(ReportReason.ENTRY_NAME_TOO_LONG, octets + " octets");
    }
    need(octets);
    String name = new String(source.copy(0, octets), StandardCharsets.UTF_8);
    source.drop(octets);
    return name;
  }

  private void dropAll(long octets) throws IOException {
    if (octets > limits.entryNameOctetsMax()) {
      throw new Refusal(ReportReason.ENTRY_NAME_TOO_LONG, octets + " octets of extra fields");
    }
    need((int) octets);
    source.drop((int) octets);
  }

  /** APPNOTE §4.3.12 to §4.3.16: each entry read is named once, where it stands, and no other. */
  private void directory() throws IOException {
    Map<Long, Entry> unnamed = new HashMap<>(entries);
    while (source.has(4) && source.intAt(0) == DIRECTORY) {
      need(DIRECTORY_OCTETS);
      long compressed = source.intAt(20);
      long expanded = source.intAt(24);
      int nameOctets = source.shortAt(28);
      int extraOctets = source.shortAt(30);
      int commentOctets = source.shortAt(32);
      long offset = source.intAt(42);
      source.drop(DIRECTORY_OCTETS);
      String name = name(nameOctets);
      dropAll(extraOctets);
      dropAll(commentOctets);
      Entry entry = offset == UNKNOWN_32 ? only(unnamed) : unnamed.get(offset);
      if (entry == null || !entry.name.equals(name)) {
        throw new Refusal(ReportReason.ZIP_OVERLAP, name + " at " + offset);
      }
      if ((compressed != UNKNOWN_32 && compressed != entry.readCompressed)
          || (expanded != UNKNOWN_32 && expanded != entry.readExpanded)) {
        throw new Refusal(ReportReason.ZIP_SIZES, name);
      }
      unnamed.values().remove(entry);
    }
    if (!unnamed.isEmpty()) {
      throw new Refusal(
          ReportReason.ZIP_OVERLAP, "the directory does not have " + unnamed.size() + " entries");
    }
    end();
  }

  /** An archive of more than 4 GiB has one entry at most, here. */
  private static @Nullable Entry only(Map<Long, Entry> unnamed) {
    return unnamed.size() == 1 ? unnamed.values().iterator().next() : null;
  }

  private void end() throws IOException {
    if (source.has(4) && source.intAt(0) == DIRECTORY_64) {
      need(12);
      long octets = source.intAt(4);
      source.drop(12);
      dropAll(octets);
    }
    if (source.has(4) && source.intAt(0) == LOCATOR_64) {
      need(20);
      source.drop(20);
    }
    if (!source.has(END_OCTETS) || source.intAt(0) != END) {
      throw new Refusal(ReportReason.ZIP_BROKEN, "the end of the directory is not where it should");
    }
    source.drop(END_OCTETS);
  }

  private void need(int octets) throws IOException {
    if (!source.has(octets)) {
      throw new Refusal(ReportReason.ZIP_BROKEN, "the archive ends too early");
    }
  }

  private final class EntryStream extends InputStream {
    private final Entry entry;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 check = new CRC32();
    private final long from = source.passed();
    private long expanded;
    private boolean atEnd;

    EntryStream(Entry entry) {
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (atEnd) {
        return -1;
      }
      int written =
          entry.method == 0 ? stored(target, offset, length) : inflated(target, offset, length);
      if (written < 0) {
        atEnd = true;
        compareWithHeader();
        return -1;
      }
      check.update(target, offset, written);
      expanded += written;
      budget.expand(written);
      budget.compare(source.passed() - from, expanded);
      if (!entry.hasDescriptor() && !entry.wide && expanded > entry.expanded) {
        throw new Refusal(ReportReason.ZIP_SIZES, entry.name + " is larger than it says");
      }
      return written;
    }

    private int inflated(byte[] target, int offset, int length) throws IOException {
      return source.inflate(inflater, target, offset, length, ReportReason.ZIP_BROKEN);
    }

    private int stored(byte[] target, int offset, int length) throws IOException {
      long left = entry.compressed - expanded;
      if (left == 0) {
        return -1;
      }
      int read = source.read(target, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new Refusal(ReportReason.ZIP_BROKEN, "the archive ends too early");
      }
      return read;
    }

    private void compareWithHeader() throws IOException {
      inflater.end();
      long compressed = source.passed() - from;
      entry.readCompressed = compressed;
      entry.readExpanded = expanded;
      if (entry.hasDescriptor()) {
        descriptor(compressed);
        return;
      }
      if (!entry.wide && (entry.compressed != compressed || entry.expanded != expanded)) {
        throw new Refusal(ReportReason.ZIP_SIZES, entry.name);
      }
      if (entry.check != check.getValue()) {
        throw new Refusal(ReportReason.ZIP_BROKEN, "the check value does not fit: " + entry.name);
      }
    }

    /** APPNOTE §4.3.9: with or without a signature, with sizes of four or of eight octets. */
    private void descriptor(long compressed) throws IOException {
      need(12);
      if (source.intAt(0) == DESCRIPTOR) {
        source.drop(4);
        need(12);
      }
      if (source.intAt(0) != check.getValue()) {
        throw new Refusal(ReportReason.ZIP_BROKEN, "the check value does not fit: " + entry.name);
      }
      boolean narrow =
          source.intAt(4) == (compressed & UNKNOWN_32)
              && source.intAt(8) == (expanded & UNKNOWN_32);
      boolean wide =
          !narrow
              && source.has(20)
              && source.intAt(4) == (compressed & UNKNOWN_32)
              && source.intAt(8) == compressed >>> 32
              && source.intAt(12) == (expanded & UNKNOWN_32)
              && source.intAt(16) == expanded >>> 32;
      if (!narrow && !wide) {
        throw new Refusal(ReportReason.ZIP_SIZES, entry.name);
      }
      source.drop(narrow ? 12 : 20);
    }

    @Override
    public void close() {
      inflater.end();
    }
  }
}
