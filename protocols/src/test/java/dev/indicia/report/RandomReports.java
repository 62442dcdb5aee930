package dev.indicia.report;

import dev.indicia.dmarc.AlignmentMode;
import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dns.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reports of every form with everything that each of them can say, from a seed. */
final class RandomReports {
  private final Random random;

  RandomReports(long seed) {
    this.random = new Random(seed);
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> List<T> some(int most, Supplier<T> value) {
    List<T> values = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      values.add(value.get());
    }
    return values;
  }

  /** Text without white space around it, which readers leave away, and never empty. */
  String text() {
    String[] pieces = {
      "a", "<b>", "&amp;", "\"", "'", "]]>", "é", "😀", "\\", " x", "\n", "\t.", "-"
    };
    StringBuilder text = new StringBuilder("t");
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(one(pieces));
    }
    return text.append('e').toString();
  }

  private String domain() {
    return "d" + random.nextInt(50) + ".example";
  }

  private IpAddress address() {
    return random.nextBoolean()
        ? new IpAddress(4, 0, random.nextInt() & 0xffffffffL)
        : new IpAddress(6, 0x20010db8L << 32 | random.nextInt(99), random.nextLong());
  }

  private Instant time() {
    return Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
  }

  AggregateHead head(AggregateForm form) {
    boolean isNew = form == AggregateForm.RFC_9990;
    Instant begin = time();
    return new AggregateHead(
        form,
        "1.0",
        new AggregateHead.Metadata(
            text(),
            "r@" + domain(),
            maybe(this::text),
            random.nextInt(1_000_000) + "@" + domain(),
            begin,
            begin.plusSeconds(86_399),
            some(isNew ? 1 : 3, this::text),
            isNew ? maybe(this::text) : null),
        new AggregateHead.Policy(
            domain(),
            isNew ? maybe(() -> one(DiscoveryMethod.values())) : null,
            one(DmarcPolicy.values()),
            one(DmarcPolicy.values()),
            isNew ? maybe(() -> one(DmarcPolicy.values())) : null,
            maybe(() -> one(AlignmentMode.values())),
            maybe(() -> one(AlignmentMode.values())),
            isNew ? maybe(() -> "1:d") : "0",
            isNew ? maybe(random::nextBoolean) : null,
            isNew ? null : random.nextInt(101)));
  }

  AggregateRecord record(AggregateForm form) {
    boolean isNew = form == AggregateForm.RFC_9990;
    return new AggregateRecord(
        address(),
        random.nextInt(1_000_000),
        isNew ? one(Disposition.values()) : Disposition.REJECT,
        random.nextBoolean(),
        random.nextBoolean(),
        some(2, () -> override(form)),
        domain(),
        isNew ? maybe(() -> random.nextInt(4) == 0 ? "" : domain()) : domain(),
        maybe(this::domain),
        some(3, () -> dkim(isNew)),
        isNew ? some(1, () -> spf(true)) : List.of(spf(false)));
  }

  /** A head that says all, or as little as is allowed, in whatever form. */
  AggregateHead anyHead(AggregateForm form) {
    AggregateHead all = head(one(AggregateForm.values()));
    AggregateHead.Policy policy = all.policy();
    return random.nextInt(3) > 0
        ? new AggregateHead(form, maybe(this::text), all.metadata(), policy)
        : new AggregateHead(
            form,
            null,
            all.metadata(),
            new AggregateHead.Policy(
                policy.domain(), null, policy.p(), null, null, null, null, null, null, null));
  }

  /** A record with words of both forms and both methods, as many as it likes, or none. */
  AggregateRecord anyRecord() {
    return new AggregateRecord(
        address(),
        random.nextInt(1_000_000),
        one(Disposition.values()),
        maybe(random::nextBoolean),
        maybe(random::nextBoolean),
        some(2, () -> new PolicyOverride(maybe(() -> one(PolicyOverride.Type.values())), null)),
        domain(),
        maybe(this::domain),
        maybe(this::domain),
        some(
            3,
            () ->
                new AggregateRecord.Dkim(
                    maybe(this::domain),
                    maybe(() -> "s1"),
                    maybe(() -> one(ReportedResult.values())),
                    maybe(this::text))),
        some(
            3,
            () ->
                new AggregateRecord.Spf(
                    maybe(this::domain),
                    maybe(() -> one(AggregateRecord.Scope.values())),
                    maybe(() -> one(ReportedResult.values())),
                    maybe(this::text))));
  }

  private PolicyOverride override(AggregateForm form) {
    PolicyOverride.Type type = one(PolicyOverride.Type.values());
    return new PolicyOverride(
        type.isIn(form) ? type : PolicyOverride.Type.OTHER, maybe(this::text));
  }

  private AggregateRecord.Dkim dkim(boolean isNew) {
    ReportedResult result = one(ReportedResult.values());
    return new AggregateRecord.Dkim(
        domain(),
        isNew ? "s1" : maybe(() -> "s1"),
        result == ReportedResult.SOFTFAIL ? ReportedResult.PASS : result,
        maybe(this::text));
  }

  private AggregateRecord.Spf spf(boolean isNew) {
    ReportedResult result = one(ReportedResult.values());
    return new AggregateRecord.Spf(
        domain(),
        isNew ? maybe(() -> AggregateRecord.Scope.MAIL_FROM) : one(AggregateRecord.Scope.values()),
        result == ReportedResult.POLICY ? ReportedResult.PASS : result,
        isNew ? maybe(this::text) : null);
  }

  TlsReport tls() {
    Instant begin = time();
    return new TlsReport(
        text(), begin, begin.plusSeconds(86_399), "t@" + domain(), text(), some(3, this::policy));
  }

  private TlsReport.Policy policy() {
    return new TlsReport.Policy(
        one(TlsReport.PolicyType.values()),
        some(3, this::text),
        domain(),
        some(2, this::domain),
        random.nextInt(1000),
        random.nextInt(1000),
        some(3, this::failure));
  }

  private TlsReport.Failure failure() {
    return new TlsReport.Failure(
        one(new String[] {"certificate-expired", "starttls-not-supported"}),
        maybe(this::address),
        maybe(this::domain),
        maybe(this::domain),
        maybe(this::address),
        random.nextInt(1000),
        maybe(this::text),
        maybe(this::text));
  }

  FeedbackReport feedback() {
    boolean failure = random.nextBoolean();
    List<FeedbackReport.Field> fields = new ArrayList<>();
    fields.add(new FeedbackReport.Field("Feedback-Type", failure ? "auth-failure" : "abuse"));
    fields.add(new FeedbackReport.Field("User-Agent", "Indicia/1"));
    fields.add(new FeedbackReport.Field("Version", "1"));
    fields.add(new FeedbackReport.Field("Source-IP", address().toString()));
    for (String domain : some(3, this::domain)) {
      fields.add(new FeedbackReport.Field("Reported-Domain", domain));
    }
    if (failure) {
      fields.add(new FeedbackReport.Field("Auth-Failure", "dmarc"));
      fields.add(new FeedbackReport.Field("Identity-Alignment", "dkim, spf"));
      fields.add(new FeedbackReport.Field("Reported-Domain", domain()));
      String results = "mx.example; dmarc=fail header.from=" + domain() + " (née ü)";
      fields.add(new FeedbackReport.Field("Authentication-Results", results.repeat(3)));
    }
    String message = "From: <x@" + domain() + ">\r\nSubject: é\r\n\r\n" + text() + "\r\n";
    byte[] octets = message.getBytes(StandardCharsets.UTF_8);
    return new FeedbackReport(fields, FeedbackReport.Original.of(octets, random.nextBoolean()));
  }
}
