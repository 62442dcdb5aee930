package dev.indicia.report;

import dev.indicia.message.ContentType;
import dev.indicia.report.ReportOrigin.Wrapper;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the names and media types of attachments lead to expect. */
final class ReportNames {
  private static final Set<String> ENDINGS = Set.of("xml", "json", "gz", "gzip", "zip");
  private static final Set<String> GZIP =
      Set.of("application/gzip", "application/x-gzip", "application/tlsrpt+gzip");
  private static final Set<String> ZIP =
      Set.of("application/zip", "application/x-zip-compressed", "application/x-zip");
  private static final Set<String> TEXT =
      Set.of("text/xml", "application/xml", "application/json", "application/tlsrpt+json");

  private ReportNames() {}

  /** Whether a report is to be expected under that name. */
  static boolean promise(@Nullable String name) {
    if (name == null) {
      return false;
    }
    int dot = name.lastIndexOf('.');
    return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).strip().toLowerCase(Locale.ROOT));
  }

  /** Whether a report is to be expected in a part of that type. */
  static boolean promise(ContentType type) {
    String name = type.name();
    return GZIP.contains(name) || ZIP.contains(name) || TEXT.contains(name);
  }

  /** Whether a part of that type may have a report in it at all. */
  static boolean allow(ContentType type, @Nullable String fileName) {
    return promise(fileName)
        || promise(type)
        || type.type().equals("application")
        || type.type().equals("x-application");
  }

  /** Whether the type fits what was found, null for neither zip nor gzip. */
  static boolean fit(ContentType type, @Nullable Wrapper found) {
    if (found == null) {
      return TEXT.contains(type.name());
    }
    return (found == Wrapper.GZIP ? GZIP : ZIP).contains(type.name());
  }
}
