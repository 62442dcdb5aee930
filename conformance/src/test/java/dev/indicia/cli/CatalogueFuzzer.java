package dev.indicia.cli;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.trust.Catalogue;

/** A catalogue file of any octets: read, or refused with its name in front. */
final class CatalogueFuzzer {
  @FuzzTest(maxDuration = "20s")
  void read(byte[] input) {
    try {
      CatalogueReader.read("catalogue.yaml", input).after(Catalogue.EMPTY);
    } catch (UsageException refused) {
      String complaint = String.valueOf(refused.getMessage());
      if (!complaint.startsWith("catalogue.yaml:")) {
        throw new AssertionError("does not say where: " + complaint);
      }
    }
  }
}
