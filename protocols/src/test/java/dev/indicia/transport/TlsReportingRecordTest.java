package dev.indicia.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Zone;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsReportingRecordTest {
  @Test
  void record_namesItsAddresses() {
    assertThat(
            TlsReportingRecord.parse(
                "v=TLSRPTv1; rua=mailto:tls@a.example , https://r.example/in?x=1;x=y;rua=z"))
        .isEqualTo(
            new RecordParse.Valid<>(
                new TlsReportingRecord(
                    List.of(
                        URI.create("mailto:tls@a.example"), URI.create("https://r.example/in?x=1")),
                    List.of("x", "rua"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=TLSRPTv1;|11",
        "v=TLSRPTv1; x=1|15",
        "v=TLSRPTv1; rua=http://a.example/|16",
        "v=TLSRPTv1; rua=mailto:a@b.example,|35",
        "v=TLSRPTv1; rua=mailto:a@b.example!10m|16",
        "v=TLSRPTv1; rua=mailto:nobody|16",
        "v=TLSRPTv1; rua=https:///x|16",
        "v=TLSRPTv1; rua=mailto:a b@c.example|16",
        "v=TLSRPTv1; rua=mailto:a@b.example; x=y=z|38",
      })
  void malformedRecord_isNamedAtItsPlace(String text, int offset) {
    assertThat(TlsReportingRecord.parse(text))
        .isEqualTo(new RecordParse.Malformed<>(offset, TransportReason.TLSRPT_RECORD_MALFORMED));
  }

  @Test
  void addresses_areBounded() {
    String one = ",mailto:a@b.example";
    String max = one.repeat(TransportLimits.DEFAULT.reportUrisMax()).substring(1);
    assertThat(TlsReportingRecord.parse("v=TLSRPTv1;rua=" + max))
        .isInstanceOf(RecordParse.Valid.class);
    assertThat(TlsReportingRecord.parse("v=TLSRPTv1;rua=" + max + one))
        .isInstanceOfSatisfying(
            RecordParse.Malformed.class,
            m -> assertThat(m.why()).isEqualTo(TransportReason.TLSRPT_URIS));
  }

  @Test
  void selection_takesTheOnlyRecord() {
    DomainName name = TlsReportingRecord.nameFor(DomainName.of("a.example")).orElseThrow();
    Question question = new Question(name, RecordType.TXT);
    Zone.Builder zone = Zone.builder().txt(name.text(), "v=TLSRPTv1; rua=mailto:a@b.example");
    assertThat(TlsReportingRecord.select(zone.build().resolve(question)))
        .isInstanceOf(RecordSelection.Selected.class);
    Zone two =
        Zone.builder()
            .txt(name.text(), "v=TLSRPTv1; rua=mailto:a@b.example")
            .txt(name.text(), "v=TLSRPTv1; rua=mailto:c@b.example")
            .build();
    assertThat(TlsReportingRecord.select(two.resolve(question)))
        .isEqualTo(new RecordSelection.None<>(TransportReason.TLSRPT_SEVERAL_RECORDS, "2 records"));
  }
}
