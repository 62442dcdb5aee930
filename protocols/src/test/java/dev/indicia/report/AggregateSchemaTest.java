package dev.indicia.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.SAXException;

/** Reports that are written follow the schema of their form. */
class AggregateSchemaTest {
  private static Validator validator(AggregateForm form) throws SAXException {
    String file = form.name().replace("_", "").toLowerCase(Locale.ROOT) + ".xsd";
    URL schema = Objects.requireNonNull(AggregateSchemaTest.class.getResource(file), file);
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(schema)
        .newValidator();
  }

  private static void validate(AggregateForm form, byte[] xml) throws SAXException, IOException {
    validator(form).validate(new StreamSource(new ByteArrayInputStream(xml)));
  }

  @ParameterizedTest
  @EnumSource(AggregateForm.class)
  void whatIsWritten_isValid(AggregateForm form) throws Exception {
    RandomReports reports = new RandomReports(20260111);
    for (int round = 0; round < 60; round++) {
      validate(
          form,
          RoundTripTest.written(
              reports.head(form), List.of(reports.record(form), reports.record(form))));
    }
  }

  @ParameterizedTest
  @EnumSource(AggregateForm.class)
  void whatTheOtherFormSays_andWhatIsMissing_isWrittenValid(AggregateForm form) throws Exception {
    RandomReports reports = new RandomReports(20260112);
    for (int round = 0; round < 300; round++) {
      byte[] xml =
          RoundTripTest.written(
              reports.anyHead(form), List.of(reports.anyRecord(), reports.anyRecord()));
      validate(form, xml);
      // Optional in the text of RFC 9990, required in schemas that are older.
      assertThat(new String(xml, StandardCharsets.UTF_8)).contains("<sp>");
    }
  }

  @Test
  void schema_refusesWhatIsWrong() throws Exception {
    validate(AggregateForm.RFC_9990, Found.minimal());
    assertThat(Found.in(Found.MINIMAL).deviations()).isEmpty();
    for (String[] pair :
        new String[][] {
          {"<p>reject</p>", "<p>Reject</p>"},
          {"<email>reports@b.example</email>", ""},
          {"192.0.2.1", "mail.a.example"},
          {"<selector>s</selector>", ""}
        }) {
      String wrong = Found.MINIMAL.replace(pair[0], pair[1]);
      assertThatThrownBy(
              () -> validate(AggregateForm.RFC_9990, wrong.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(SAXException.class);
      // The reader says so too, and reads on.
      assertThat(Found.in(wrong).deviations()).isNotEmpty();
    }
  }
}
