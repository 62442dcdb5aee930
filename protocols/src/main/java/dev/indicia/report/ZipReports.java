package dev.indicia.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The reports in a zip archive, entry by entry. */
final class ZipReports {
  private ZipReports() {}

  static void read(OctetSource source, Surroundings around, ReportReader.Input input)
      throws IOException {
    ZipArchive archive = new ZipArchive(source, input.budget(), input.limits());
    boolean found = false;
    for (ZipArchive.Entry entry = archive.next(); entry != null; entry = archive.next()) {
      try (InputStream octets = archive.open(entry)) {
        found |= entry(entry, octets, around.named(entry.name()), input);
      }
    }
    if (!found) {
      throw new Refusal(ReportReason.NO_REPORT, "");
    }
  }

  /**
   * Whether the entry gave a result. It is read to its end, where it is compared with its sizes.
   */
  private static boolean entry(
      ZipArchive.Entry entry, InputStream octets, Surroundings around, ReportReader.Input input)
      throws IOException {
    Refusal refusal = null;
    if (!entry.isFolder()) {
      try {
        ReportReader.content(new OctetSource(octets), around, input);
      } catch (Refusal refused) {
        if (refused.reason().endsInput()) {
          throw refused;
        }
        refusal = refused;
      }
    }
    octets.transferTo(OutputStream.nullOutputStream());
    if (refusal == null) {
      return !entry.isFolder();
    }
    if (!ReportNames.promise(around.fileName()) && refusal.reason().saysNoReport()) {
      return false;
    }
    input.sink().result(ReportReader.refused(around, refusal));
    return true;
  }
}
