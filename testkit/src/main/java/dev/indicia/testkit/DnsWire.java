package dev.indicia.testkit;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Just enough of the DNS message format (RFC 1035 §4) to read a query and write a response. */
final class DnsWire {
  static final int CNAME = 5;
  static final int SOA = 6;
  static final int OPT = 41;

  static final int FLAG_RESPONSE = 0x8000;
  static final int FLAG_AUTHORITATIVE = 0x0400;
  static final int FLAG_TRUNCATED = 0x0200;
  static final int FLAG_RECURSION_DESIRED = 0x0100;
  static final int FLAG_RECURSION_AVAILABLE = 0x0080;
  static final int FLAG_AUTHENTIC_DATA = 0x0020;

  private DnsWire() {}

  /**
   * A query.
   *
   * @param questionEnd where the question section ends
   * @param udpSize octets the asker takes by UDP (RFC 6891 §6.2.3), 512 without EDNS
   * @param edns whether there is an OPT record
   * @param dnssec whether the asker wants to know the DNSSEC state: DO or AD (RFC 6840 §5.7)
   */
  record Query(
      int id,
      int flags,
      DomainName name,
      int type,
      int questionEnd,
      int udpSize,
      boolean edns,
      boolean dnssec) {}

  static @Nullable Query parse(byte[] octets, int length) {
    if (length < 17 || u16(octets, 4) != 1) {
      return null;
    }
    StringBuilder name = new StringBuilder();
    int at = 12;
    while (at < length && octets[at] != 0) {
      int label = octets[at++] & 0xff;
      if (label > DomainName.LABEL_LENGTH_MAX || at + label > length) {
        return null;
      }
      name.append(new String(octets, at, label, StandardCharsets.ISO_8859_1)).append('.');
      at += label;
    }
    int end = at + 5;
    Optional<DomainName> parsed = DomainName.parse(name.isEmpty() ? "." : name.toString());
    if (end > length || parsed.isEmpty()) {
      return null;
    }
    int flags = u16(octets, 2);
    boolean edns = end + 11 <= length && octets[end] == 0 && u16(octets, end + 1) == OPT;
    return new Query(
        u16(octets, 0),
        flags,
        parsed.get(),
        u16(octets, at + 1),
        end,
        edns ? Math.max(512, u16(octets, end + 3)) : 512,
        edns,
        (flags & FLAG_AUTHENTIC_DATA) != 0 || (edns && (octets[end + 7] & 0x80) != 0));
  }

  private static int u16(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | (octets[at + 1] & 0xff);
  }

  static int typeCode(RecordType type) {
    return switch (type) {
      case A -> 1;
      case AAAA -> 28;
      case MX -> 15;
      case CNAME -> 5;
      case PTR -> 12;
      case TLSA -> 52;
      case TXT -> 16;
    };
  }

  static Optional<RecordType> typeOf(int code) {
    for (RecordType type : RecordType.values()) {
      if (typeCode(type) == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Octets being written. */
  static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    Writer u8(int value) {
      out.write(value);
      return this;
    }

    Writer u16(int value) {
      return u8(value >>> 8).u8(value);
    }

    Writer u32(long value) {
      return u16((int) (value >>> 16) & 0xffff).u16((int) value & 0xffff);
    }

    Writer octets(byte[] octets, int from, int to) {
      out.write(octets, from, to - from);
      return this;
    }

    Writer octets(byte[] octets) {
      return octets(octets, 0, octets.length);
    }

    Writer name(DomainName name) {
      for (DomainName rest = name; !rest.isRoot(); rest = rest.parent()) {
        byte[] label = rest.firstLabel().getBytes(StandardCharsets.ISO_8859_1);
        u8(label.length).octets(label);
      }
      return u8(0);
    }

    /** A record of class IN. */
    Writer record(DomainName owner, int type, long ttlSeconds, Writer data) {
      byte[] octets = data.toOctets();
      return name(owner).u16(type).u16(1).u32(ttlSeconds).u16(octets.length).octets(octets);
    }

    Writer data(RecordData data) {
      return switch (data) {
        case RecordData.Address a -> octets(a.address().octets());
        case RecordData.MailExchange mx -> u16(mx.preference()).name(mx.exchange());
        case RecordData.Pointer pointer -> name(pointer.target());
        case RecordData.Tlsa tlsa ->
            u8(tlsa.usage())
                .u8(tlsa.selector())
                .u8(tlsa.matchingType())
                .octets(HexFormat.of().parseHex(tlsa.association()));
        case RecordData.Text text -> strings(text.text().getBytes(StandardCharsets.ISO_8859_1));
      };
    }

    private Writer strings(byte[] text) {
      int at = 0;
      do {
        int length = Math.min(255, text.length - at);
        u8(length).octets(text, at, at + length);
        at += length;
      } while (at < text.length);
      return this;
    }

    byte[] toOctets() {
      return out.toByteArray();
    }
  }
}
