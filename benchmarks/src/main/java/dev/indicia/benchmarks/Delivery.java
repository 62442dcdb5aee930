package dev.indicia.benchmarks;

import java.util.List;

/**
 * One message of the corpus with its envelope.
 *
 * @param file its name in the folder {@code msgs}
 * @param expected the result word by {@link Method#ordinal}
 */
record Delivery(
    String file,
    byte[] octets,
    String clientIp,
    String helo,
    String mailFrom,
    List<String> expected) {}
