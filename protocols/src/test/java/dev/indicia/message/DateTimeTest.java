package dev.indicia.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5322 §3.3 and §4.3. */
class DateTimeTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Fri, 21 Nov 1997 09:55:06 -0600        | 1997-11-21T15:55:06Z | -21600",
        "21 Nov 97 09:55:06 GMT                 | 1997-11-21T09:55:06Z | 0",
        "Fri, 21 Nov 1997 09(comment):   55  :  06 -0600 | 1997-11-21T15:55:06Z | -21600",
        "21 Nov 97 09:55 EST                    | 1997-11-21T14:55:00Z | -18000",
        "1 Jan 00 00:00:00 +0000                | 2000-01-01T00:00:00Z | 0",
        "1 Jan 49 00:00:00 +0000                | 2049-01-01T00:00:00Z | 0",
        "1 Jan 102 00:00:00 +0000               | 2002-01-01T00:00:00Z | 0",
        "Tue, 30 Jun 2015 23:59:60 +0000        | 2015-07-01T00:00:00Z | 0",
        "Mon, 2 January 2023 03:04:05 +0530 (IST) | 2023-01-01T21:34:05Z | 19800",
        "Mon Jan  2 03:04:05 2023               | 2023-01-02T03:04:05Z | 0",
        "2-Jan-2023 03:04:05 Z                  | 2023-01-02T03:04:05Z | 0",
        "2 JAN 2023 03:04:05 -0000              | 2023-01-02T03:04:05Z | 0",
        "2 Jan 2023 03:04:05                    | 2023-01-02T03:04:05Z | 0",
        "Sat, 26 Oct 2024 14:31:22.367 +0000    | 2024-10-26T14:31:22Z | 0",
      })
  void text_isRead(String text, String instant, int offset) {
    assertThat(DateTime.parse(text)).contains(new DateTime(Instant.parse(instant), offset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "31 Feb 2023 00:00:00 +0000",
        "1 Jan 2023",
        "1 Foo 2023 00:00:00 +0000",
        "1 Jan 2023 25:00:00 +0000",
        "1 Jan 2023 00:61:00 +0000",
        "0 Jan 2023 00:00:00 +0000",
        "1 Jan 2 00:00:00 +0000",
        "Jan",
        "Mon,",
        "123456789 Jan 2023 00:00:00",
        "((((((",
        "(\\"
      })
  void otherText_isNoDate(String text) {
    assertThat(DateTime.parse(text)).isEmpty();
  }

  @Test
  void formattedByTheJdk_isReadAgain() {
    Random random = new Random(5);
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    for (int round = 0; round < 2000; round++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L));
      int minutes = random.nextInt(-12 * 60, 14 * 60);
      ZoneOffset zone = ZoneOffset.ofTotalSeconds(minutes * 60);
      assertThat(DateTime.parse(format.format(instant.atOffset(zone))))
          .contains(new DateTime(instant, minutes * 60));
    }
  }
}
