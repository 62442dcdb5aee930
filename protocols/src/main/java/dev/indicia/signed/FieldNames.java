package dev.indicia.signed;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Header field names in lower case, without making a new string for those that are common. */
public final class FieldNames {
  private static final List<String> COMMON =
      List.of(
          "from",
          "to",
          "cc",
          "bcc",
          "subject",
          "date",
          "message-id",
          "mime-version",
          "content-type",
          "sender",
          "reply-to",
          "in-reply-to",
          "references",
          "received",
          "return-path",
          "delivered-to",
          "dkim-signature",
          "content-transfer-encoding",
          "content-language",
          "content-disposition",
          "content-id",
          "list-unsubscribe",
          "list-unsubscribe-post",
          "list-id",
          "list-help",
          "list-post",
          "list-archive",
          "list-subscribe",
          "list-owner",
          "feedback-id",
          "x-mailer",
          "user-agent",
          "precedence",
          "auto-submitted",
          "authentication-results",
          "received-spf",
          "arc-seal",
          "arc-message-signature",
          "arc-authentication-results",
          "x-google-dkim-signature",
          "x-gm-message-state",
          "x-google-smtp-source",
          "x-received",
          "resent-from",
          "resent-to",
          "resent-date",
          "resent-message-id",
          "resent-cc",
          "resent-sender",
          "importance",
          "x-priority",
          "thread-topic",
          "thread-index",
          "errors-to",
          "organization",
          "comments",
          "keywords",
          "x-spam-status",
          "x-spam-score",
          "x-originating-ip",
          "x-entity-ref-id",
          "bimi-selector");
  private static final String[] TABLE = table();

  private FieldNames() {}

  private static String[] table() {
    String[] table = new String[256];
    for (String name : COMMON) {
      int slot = slot(name.hashCode());
      while (table[slot] != null) {
        slot = slot + 1 & 255;
      }
      table[slot] = name;
    }
    return table;
  }

  private static int slot(int hash) {
    return (hash ^ hash >>> 8 ^ hash >>> 16) & 255;
  }

  /** The name that stands between the offsets, in lower case (ASCII). */
  public static String lowerCase(byte[] octets, int from, int to) {
    // The hash of String, so that table and name agree.
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + lower(octets[i]);
    }
    for (int slot = slot(hash); TABLE[slot] != null; slot = slot + 1 & 255) {
      if (matches(TABLE[slot], octets, from, to)) {
        return TABLE[slot];
      }
    }
    byte[] name = new byte[to - from];
    for (int i = 0; i < name.length; i++) {
      name[i] = (byte) lower(octets[from + i]);
    }
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private static boolean matches(String name, byte[] octets, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != lower(octets[from + i])) {
        return false;
      }
    }
    return true;
  }

  /** The octet, a capital letter (ASCII) as a small one. */
  public static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 0x20 : octet & 0xff;
  }
}
