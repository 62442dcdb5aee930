package dev.indicia.dkim2;

import java.util.Map;

/** Which header fields DKIM2 treats as absent (draft §4), by draft. */
final class UnsignedFields {
  /** From which draft to which a name is left out. */
  private record Span(int since, int until) {}

  private static final Span ALWAYS = new Span(2, 9);
  private static final Span SINCE_05 = new Span(5, 9);

  private static final Map<String, Span> NAMES =
      Map.ofEntries(
          Map.entry("message-instance", ALWAYS),
          Map.entry("dkim2-signature", ALWAYS),
          Map.entry("received", ALWAYS),
          Map.entry("return-path", ALWAYS),
          Map.entry("authentication-results", ALWAYS),
          Map.entry("dkim-signature", ALWAYS),
          Map.entry("delivered-to", new Span(3, 9)),
          Map.entry("apparently-to", SINCE_05),
          Map.entry("dl-expansion-history", SINCE_05),
          Map.entry("original-recipient", SINCE_05),
          Map.entry("sio-label-history", SINCE_05),
          Map.entry("x400-received", SINCE_05),
          Map.entry("x400-trace", SINCE_05),
          Map.entry("auto-submitted", new Span(5, 7)),
          Map.entry("vbr-info", new Span(5, 7)),
          Map.entry("arc-authentication-results", ALWAYS),
          Map.entry("arc-message-signature", ALWAYS),
          Map.entry("arc-seal", ALWAYS));

  private static final Span RECEIVED_PREFIX = SINCE_05;
  private static final Span ARC_PREFIX = new Span(2, 4);

  private UnsignedFields() {}

  /** Whether fields of that name, in lower case, are left out. */
  static boolean contains(Dkim2Draft draft, String name) {
    if (name.startsWith("x-")) {
      return true;
    }
    Span span = NAMES.get(name);
    if (span == null && name.startsWith("received-")) {
      span = RECEIVED_PREFIX;
    } else if (span == null && name.startsWith("arc-")) {
      span = ARC_PREFIX;
    }
    return span != null && draft.number() >= span.since && draft.number() <= span.until;
  }
}
