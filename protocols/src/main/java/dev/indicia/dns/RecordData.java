package dev.indicia.dns;

import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The data of one resource record. Immutable. */
public sealed interface RecordData {

  /** The data in the presentation used by evidence and JSON, without TTL, class or type. */
  String text();

  /** An A or AAAA record. */
  record Address(IpAddress address) implements RecordData {
    @Override
    public String text() {
      return address.toString();
    }

    // By hand, as in Text.
    @Override
    public int hashCode() {
      return address.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Address data && address.equals(data.address);
    }
  }

  /**
   * An MX record.
   *
   * @param preference 0 to 65535, lower is preferred
   * @param exchange the mail exchanger; the root name is a null MX (RFC 7505 §3)
   */
  record MailExchange(int preference, DomainName exchange) implements RecordData {
    @Override
    public String text() {
      return preference + " " + exchange.text();
    }
  }

  /** A PTR or CNAME record. */
  record Pointer(DomainName target) implements RecordData {
    @Override
    public String text() {
      return target.text();
    }
  }

  /**
   * A TLSA record (RFC 6698 §2.1); the numbers stand as published, whether they mean anything or
   * not.
   *
   * @param usage Certificate Usage, 0 to 255
   * @param selector 0 to 255
   * @param matchingType 0 to 255
   * @param association Certificate Association Data, in lower-case hexadecimal digits
   */
  record Tlsa(int usage, int selector, int matchingType, String association) implements RecordData {
    public Tlsa {
      if ((usage | selector | matchingType) >>> 8 != 0) {
        throw new IllegalArgumentException("a number of a TLSA record is more than 255");
      }
      association = HexFormat.of().formatHex(HexFormat.of().parseHex(association));
    }

    @Override
    public String text() {
      return usage + " " + selector + " " + matchingType + " " + association;
    }
  }

  /**
   * A TXT record: its character-strings joined without anything between (RFC 7208 §3.3, RFC 6376
   * §3.6.2.2).
   *
   * @param text one character an octet (ISO 8859-1), at most 65535 of them
   */
  record Text(String text) implements RecordData {
    public Text {
      Objects.requireNonNull(text, "text");
    }

    // By hand, as in Question: the generated ones cost a short run milliseconds at their first use.
    @Override
    public int hashCode() {
      return text.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Text data && text.equals(data.text);
    }
  }
}
