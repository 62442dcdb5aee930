package dev.indicia.report;

import dev.indicia.message.EncodedWords;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.message.MimePart;
import dev.indicia.message.MimeStructure;
import dev.indicia.report.ReportOrigin.Wrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reports in a mail: attached in any encoding, or the mail itself as a feedback report. */
final class MailReports {
  private final ReportReader.Input input;
  private boolean found;

  private MailReports(ReportReader.Input input) {
    this.input = input;
  }

  static void read(OctetSource source, Surroundings around, ReportReader.Input input)
      throws IOException {
    int octetsMax = input.limits().messageOctetsMax();
    byte[] octets = source.readNBytes(octetsMax == Integer.MAX_VALUE ? octetsMax : octetsMax + 1);
    Message message = Message.stored(octets, messageLimits(octetsMax));
    if (message.limitHit().isPresent()) {
      throw new Refusal(ReportReason.MESSAGE_TOO_LARGE, message.limitHit().get().kind().meaning());
    }
    MailReports reports = new MailReports(input);
    reports.part(MimeStructure.of(message).root(), null, around);
    if (!reports.found) {
      throw new Refusal(ReportReason.NO_REPORT, "");
    }
  }

  private static MessageLimits messageLimits(int octetsMax) {
    MessageLimits limits = MessageLimits.DEFAULT;
    return new MessageLimits(
        octetsMax,
        limits.headerOctetsMax(),
        limits.fieldsMax(),
        limits.fieldOctetsMax(),
        limits.mimeDepthMax(),
        limits.mimePartsMax(),
        limits.addressesMax());
  }

  private void part(MimePart part, @Nullable MimePart parent, Surroundings around)
      throws IOException {
    boolean message = parent == null || parent.contentType().isMessage();
    Surroundings inside = message ? around.about(subject(part)) : around;
    if (FeedbackParser.isFeedback(part)) {
      feedback(part, parent, inside);
      return;
    }
    if (part.contentType().isMessage()) {
      inside = inside.in(Wrapper.MAIL, input.limits());
    }
    boolean feedback = part.children().stream().anyMatch(FeedbackParser::isFeedback);
    for (MimePart child : part.children()) {
      // The message that a feedback report is about is not looked into.
      if (!feedback || FeedbackParser.isFeedback(child)) {
        part(child, part, inside);
      }
    }
    if (part.children().isEmpty()) {
      leaf(part, inside.named(part.filename()));
    }
  }

  private static @Nullable String subject(MimePart message) {
    Optional<HeaderField> field = message.first("Subject");
    return field.isEmpty() ? null : EncodedWords.decode(field.get().value());
  }

  private void feedback(MimePart part, @Nullable MimePart parent, Surroundings around) {
    Set<ReportDeviation> deviations = EnumSet.noneOf(ReportDeviation.class);
    found = true;
    try {
      FeedbackReport report = new FeedbackParser(input.limits(), deviations).parse(part, parent);
      ReportReader.found(report, around, deviations, input);
    } catch (Refusal refusal) {
      input.sink().result(ReportReader.refused(around, refusal));
    }
  }

  private void leaf(MimePart part, Surroundings around) throws IOException {
    if (!ReportNames.allow(part.contentType(), part.filename())) {
      return;
    }
    byte[] octets = part.decode(input.limits().messageOctetsMax()).octets();
    OctetSource source = new OctetSource(new ByteArrayInputStream(octets));
    Wrapper wrapper =
        GzipStream.beginsAt(source)
            ? Wrapper.GZIP
            : ZipArchive.beginsAt(source) ? Wrapper.ZIP : null;
    if (!ReportNames.fit(part.contentType(), wrapper)) {
      around.deviations().add(ReportDeviation.WRAPPER_TYPE);
    }
    try {
      ReportReader.content(source, around, input);
      found = true;
    } catch (Refusal refusal) {
      if (refusal.reason().endsInput()) {
        throw refusal;
      }
      boolean promised =
          ReportNames.promise(part.filename()) || ReportNames.promise(part.contentType());
      if (promised || !refusal.reason().saysNoReport()) {
        input.sink().result(ReportReader.refused(around, refusal));
        found = true;
      }
    }
  }
}
