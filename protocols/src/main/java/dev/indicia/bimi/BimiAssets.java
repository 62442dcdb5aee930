package dev.indicia.bimi;

import java.net.URI;
import java.util.Optional;

/**
 * What was retrieved from the places that Assertion Records name: Indicators and evidence. The
 * retrieving itself, by HTTPS alone and within {@link BimiLimits}, happens elsewhere and before.
 */
@FunctionalInterface
public interface BimiAssets {
  /** Nothing was retrieved. */
  BimiAssets NONE = uri -> Optional.empty();

  /** The octets that stand there; empty when they were not retrieved. */
  Optional<byte[]> at(URI uri);
}
