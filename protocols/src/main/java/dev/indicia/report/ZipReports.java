package dev.indicia.report;

import java.io.IOException;
import java.io.InputStream;

/** The reports in a zip archive, entry by entry. */
final class ZipReports {
  private ZipReports() {}

  static void read(OctetSource source, Surroundings around, ReportReader.Input input)
      throws IOException {
    ZipArchive archive = new ZipArchive(source, input.budget(), input.limits());
    boolean found = false;
    for (ZipArchive.Entry entry = archive.next(); entry != null; entry = archive.next()) {
      try (InputStream octets = archive.open(entry)) {
        if (!entry.isFolder()) {
          found |= entry(octets, around.named(entry.name()), input);
        }
        // What was not read of an entry is compared with the directory all the same.
        octets.transferTo(java.io.OutputStream.nullOutputStream());
      }
    }
    if (!found) {
      throw new Refusal(ReportReason.NO_REPORT, "");
    }
  }

  /** Whether the entry gave a result. */
  private static boolean entry(InputStream octets, Surroundings around, ReportReader.Input input)
      throws IOException {
    try {
      ReportReader.content(new OctetSource(octets), around, input);
      return true;
    } catch (Refusal refusal) {
      if (refusal.reason().endsInput()) {
        throw refusal;
      }
      if (!ReportNames.promise(around.fileName()) && refusal.reason().saysNoReport()) {
        return false;
      }
      input.sink().result(ReportReader.refused(around, refusal));
      return true;
    }
  }
}
