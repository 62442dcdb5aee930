package dev.indicia.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.shown.Mention.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MentionScannerTest {
  private static List<Mention> scan(String text) {
    MentionScanner scanner = new MentionScanner(new LinkTargets());
    scanner.scan(text.toCharArray(), text.length());
    return List.copyOf(scanner.mentions);
  }

  private static List<String> values(String text, Kind kind) {
    return scan(text).stream().filter(m -> m.kind() == kind).map(Mention::value).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+1 (888) 555-0138 | +18885550138",
        "+1-888-555-0138 | +18885550138",
        "+18885550138 | +18885550138",
        "+1.888.555.0138 | +18885550138",
        "(718) 555-0153 | 7185550153",
        "718-555-0153 | 7185550153",
        "718.555.0153 | 7185550153",
        "1-800-555-0160 | 18005550160",
        "1 (877) 555-0199 | 18775550199",
        "1 877 555 0199 | 18775550199",
        "18775550199 | 18775550199",
        "888 555 0123 | 8885550123",
        "877.555-0199 | 8775550199",
        "1‑877‑555‑0199 | 18775550199",
        "+44 20 7946 0958 | +442079460958",
        "+44 (0)20 7946 0958 | +442079460958",
        "0044 20 7946 0958 | +442079460958",
        "020 7946 0884 | 02079460884",
        "(020) 7946 0884 | 02079460884",
        "01632 960 123 | 01632960123",
        "0808 157 0192 | 08081570192",
        "+49 30 23125 000 | +493023125000",
        "+49 (0) 30 / 23 12 50 00 | +493023125000",
        "030/23125 000 | 03023125000",
        "0800 1234567 | 08001234567",
        "06 12 34 56 78 | 0612345678",
        "06.12.34.56.78 | 0612345678",
        "+33 1 99 00 12 34 | +33199001234",
        "0033 1 99 00 12 34 | +33199001234",
        "+34 900 123 456 | +34900123456",
        "+39 02 1234 5678 | +390212345678",
        "+31 (0)20 123 4567 | +31201234567",
        "0120-000-152 | 0120000152",
        "03-1234-5678 | 0312345678",
        "０１２０－０００－１５２ | 0120000152",
        "+81 3-1234-5678 | +81312345678",
        "電話番号03-1234-5678 | 0312345678",
        "010-1234-5678 | 01012345678",
        "400-820-8820 | 4008208820",
        "1800-123-4567 | 18001234567",
        "1300 123 456 | 1300123456",
        "+91 98765 43210 | +919876543210",
        "0800 555 0098 | 08005550098",
        "(11) 91234-5678 | 11912345678",
        "+55 11 91234-5678 | +5511912345678",
        "+7 (495) 123-45-67 | +74951234567",
        "8 (800) 555-35-35 | 88005553535",
        "+90 850 222 00 00 | +908502220000",
        "+971 4 123 4567 | +97141234567",
        "+٩٧١ ٤ ١٢٣ ٤٥٦٧ | +97141234567",
        "1~8~3~3~5~5~5~0~1~1~0 | 18335550110",
        "1-8-7-7-5-5-5-0-1-9-9 | 18775550199",
        "call 1 8 7 7 5 5 5 0 1 9 9 | 18775550199",
        "1-8OO-555-O199 | 18005550199",
        "1-800-FLOWERS | 18003569377",
        "Call 8005550199 now | 8005550199",
        "Tel.: 555 0153 | 5550153",
        "Phone: 91 123 45 67 | 911234567",
        "Ligue 4004-1234 | 40041234",
        "one two one two five five five zero one nine seven | 12125550197",
        "eins acht null null fünf fünf fünf null eins neun neun | 18005550199",
        "un huit zéro zéro cinq cinq cinq zéro un neuf neuf | 18005550199",
        "uno ocho cero cero cinco cinco cinco cero uno nueve nueve | 18005550199",
        "um oito zero zero cinco cinco cinco zero um nove nove | 18005550199",
        "uno otto zero zero cinque cinque cinque zero uno nove nove | 18005550199",
        "een acht nul nul vijf vijf vijf nul een negen negen | 18005550199",
        "1 eight hundred five five five zero one nine nine | 18005550199",
        "one eight double zero five five five oh one double nine | 18005550199",
        "call 1 . 8 . 6 . 6 . 5 . 5 . 5 . 0 . 1 . 3 . 5 | 18665550135",
        "Rückfragen zur Rechnung: 030 23125 553, Mo-Fr | 03023125553",
        "ご注文ありがとうございます。お問い合わせは0120-000-933まで | 0120000933",
        "اتصلوا بي 800 0555 174 | 8000555174",
        "phone 718 555 0153 or chat | 7185550153",
        "καλέστε 210 555 0153 | 2105550153",
        "εξυπηρέτηση πελατών 210 555 0153 | 2105550153",
        "sunați 310 555 0153 | 3105550153",
        "mándanos un mensaje al 910 618 584 | 910618584",
        "fale com um técnico pelo 228 117 521 | 228117521",
        "do technika: 22 979 95 57 | 229799557",
        "ozvěte se na 234 567 891 hned | 234567891",
        "al 912 34 56 78 | 912345678",
        "στο 210 555 0153 | 2105550153",
        "98765 43210 | 9876543210",
        "nuovo numero 06·4214·6395 | 0642146395",
        "请拨打400-123-0188 | 4001230188",
        "1588-0177로 연락 주세요 | 15880177",
        "ご注文でない場合は03-1234-5678 | 0312345678",
        "주문하지 않으셨다면 1588-0177 | 15880177",
        "payment of order 88312906, 0203 555 0100 | 02035550100",
      })
  void phones_areRead(String text, String value) {
    assertThat(values(text, Kind.PHONE)).containsExactly(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-04-30",
        "30.04.2026",
        "04/30/2026 10:30",
        "2026-04-30T14:43:01Z",
        "2026-04-30 14:43:01 +0000",
        "08:30 - 17:00",
        "08.30 - 17.00",
        "192.0.2.123",
        "198.51.100.17:8080",
        "Order #002-8487834-1458235",
        "002-8487834-1458235",
        "Order ID 70852581",
        "order number 555-123-4567",
        "Invoice 718-555-0153",
        "ticket 0800 123 456",
        "Meeting ID: 892 7745 4580",
        "892 7745 4580",
        "Passcode 123456",
        "your code is 4815162342",
        "1,234,567.89",
        "v1.2.3.4567890",
        "550e8400-e29b-41d4-a716-446655440000",
        "4111 1111 1111 1111",
        "DE89 3704 0044 0532 0130 00",
        "1Z999AA10123456784",
        "00340434161094042557",
        "0.123456789",
        "100-200-300",
        "12345678901234567890",
        "build 20260430.1234567",
        "1588-1612",
        "page 12 of 345678",
        "Columbus, OH 43215",
        "© 2019-2026",
        "ISBN 978-3-16-148410-0",
        "SN 0123-4567-8901",
        "001-1570430-2799982",
        "24-7 Support Ltd (2026-946)",
        "PIN 99130#",
        "注文番号 03-1234-5678",
        "주문번호 1588-0177",
        "120 000 000",
        "tracking 1Z 999 AA1 01 2345 6784",
        "SIREN 552 100 554",
        "552 100 554 kr",
      })
  void otherNumbers_areNoPhones(String text) {
    assertThat(values(text, Kind.PHONE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$1,234.56 | 1234.56 USD",
        "$ 1,234.5 | 1234.50 USD",
        "$12 | 12.00 USD",
        "USD 1,751.80 | 1751.80 USD",
        "USD12.50 | 12.50 USD",
        "1,048.69 USD | 1048.69 USD",
        "$1,048.69 USD | 1048.69 USD",
        "US$ 99 | 99.00 USD",
        "C$5.00 | 5.00 CAD",
        "1.234,56 € | 1234.56 EUR",
        "€1.234,56 | 1234.56 EUR",
        "1 234,56 € | 1234.56 EUR",
        "EUR 49,99 | 49.99 EUR",
        "49,99 Euro | 49.99 EUR",
        "CHF 1'234.56 | 1234.56 CHF",
        "CHF 1’234.56 | 1234.56 CHF",
        "£20 | 20.00 GBP",
        "R$ 735,54 | 735.54 BRL",
        "R$1.234,56 | 1234.56 BRL",
        "¥56,600 | 56600 JPY",
        "56,600円 | 56600 JPY",
        "12万円 | 120000 JPY",
        "1.5億円 | 150000000 JPY",
        "¥100元 | 100.00 CNY",
        "5,000원 | 5000 KRW",
        "₩5,000 | 5000 KRW",
        "₹1,23,456.00 | 123456.00 INR",
        "Rs. 500 | 500.00 INR",
        "1 500 kr | 1500.00 SEK",
        "99 kr. | 99.00 SEK",
        "12,50 zł | 12.50 PLN",
        "1.250,00 TL | 1250.00 TRY",
        "₺1.250 | 1250.00 TRY",
        "1 000 ₽ | 1000.00 RUB",
        "1000 руб. | 1000.00 RUB",
        "١٬٢٣٤٫٥٦ درهم | 1234.56 AED",
        "310.44 د.إ | 310.44 AED",
        "0.5 BTC | 0.5 BTC",
        "0.125 ETH | 0.125 ETH",
        "1,500 USDT | 1.500 USDT",
        "500 dollars | 500.00 USD",
        "$5k | 5000.00 USD",
        "$2.5M | 2500000.00 USD",
        "＄１２ | 12.00 USD",
        "advice 824692 USD 1,056.46 | 1056.46 USD",
        "Fr. 8.50 | 8.50 CHF",
      })
  void amounts_areRead(String text, String value) {
    assertThat(values(text, Kind.AMOUNT)).containsExactly(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6 ft 2",
        "Mo-Fr 8-16 Uhr",
        "100 %",
        "page 5",
        "chapter 12 try again",
        "20 in",
        "1,234.56",
        "A4 usd"
      })
  void otherNumbers_areNoAmounts(String text) {
    assertThat(values(text, Kind.AMOUNT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "see https://Pay.Example/x?y=1. | pay.example",
        "(https://a.example/b) | a.example",
        "www.shop.example/sale now | www.shop.example",
        "HTTPS://A.EXAMPLE | a.example",
        "http://user@evil.example/ | evil.example",
        "https://bücher.example/ | xn--bcher-kva.example",
      })
  void urls_areRead(String text, String value) {
    assertThat(values(text, Kind.URL)).containsExactly(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "confirm on pay.evil.example today | pay.evil.example",
        "go to evil.test. | evil.test",
        "EXAMPLE.COM | example.com",
        "Shop.Com | shop.com",
        "詳細はexample.testへ | example.test",
        "confirm at pay.evil[.]example/x today | pay.evil.example",
        "confirm at evil(.)example | evil.example",
        "bücher.example | xn--bcher-kva.example",
      })
  void domains_areRead(String text, String value) {
    assertThat(values(text, Kind.DOMAIN)).containsExactly(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report.pdf",
        "photo.final.jpg",
        "index.html",
        "Node.js",
        "e.g. this",
        "i.e.",
        "Acme Inc.Next we",
        "p.m.",
        "10.am",
        "3.14",
        "foo.bar()",
        "a/b.c",
        "end of story...next",
      })
  void otherDots_areNoDomains(String text) {
    assertThat(values(text, Kind.DOMAIN)).isEmpty();
  }

  @Test
  void addresses_areRead() {
    assertThat(values("write to First.Last+x@Mail.Example, please", Kind.EMAIL))
        .containsExactly("First.Last+x@mail.example");
    assertThat(values("me@localhost or @handle", Kind.EMAIL)).isEmpty();
    assertThat(values("a.b@c.example", Kind.DOMAIN)).isEmpty();
    assertThat(values("(ingrid.b+shop@c.example)", Kind.DOMAIN)).isEmpty();
    assertThat(values("(ingrid.b+shop@c.example)", Kind.EMAIL))
        .containsExactly("ingrid.b+shop@c.example");
  }

  @Test
  void wallets_areRead() {
    String hex = "0x" + "52908400098527886E0F7030069857D2E4169EE7";
    String bech = "bc1" + "qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
    String base = "1" + "BoatSLRHtKNngkdXEeobR76b53LETtpyT";
    String tron = "T" + "JRabPrwbZy45sbavfcjinPJC18kjpRTv8";
    String loose = "bc1q" + "W8JE2HMRVEP7EWNDMNC6HDM9";
    for (String wallet :
        List.of(
            hex, hex.substring(0, 34), bech, loose, base, tron, "0x12ab...cd34", "bc1qxy2…0wlh")) {
      assertThat(values("send it to " + wallet + " now", Kind.WALLET)).containsExactly(wallet);
    }
    assertThat(values("id 3f2504e04f8911d39a0c0305e82c3301 and 0x1F", Kind.WALLET)).isEmpty();
  }

  @Test
  void mentions_standInOrder_andDoNotOverlap() {
    String text =
        "Pay $5.00 or USD 7 to a@b.example, call +1 888 555 0138, see https://c.example/1 or d.test.";
    List<Mention> mentions = scan(text);
    assertThat(mentions).hasSize(6);
    int end = 0;
    for (Mention mention : mentions) {
      assertThat(mention.start()).isGreaterThanOrEqualTo(end);
      end = mention.end();
    }
    assertThat(text.substring(mentions.get(3).start(), mentions.get(3).end()))
        .isEqualTo("+1 888 555 0138");
  }

  @Test
  void twoNumbers_areTwo() {
    assertThat(values("020 7946 0884 / 020 7946 0885", Kind.PHONE))
        .containsExactly("02079460884", "02079460885");
    assertThat(values("mobile: 1-877-555-0114,,87385060332#", Kind.PHONE))
        .containsExactly("18775550114");
    assertThat(values("+1 888 555 0138, +44 20 7946 0958", Kind.PHONE)).hasSize(2);
  }

  @Test
  void unusualMarksBetweenGroups_hideANumber() {
    for (String text : List.of("06|1403|7774", "769•431•875", "0[212][226][87][59]")) {
      MentionScanner scanner = new MentionScanner(new LinkTargets());
      scanner.scan(text.toCharArray(), text.length());
      assertThat(scanner.mentions).as(text).extracting(Mention::kind).containsExactly(Kind.PHONE);
      assertThat(scanner.spelled).as(text).isTrue();
    }
    assertThat(scan("id 123|456|7890, of 2024_0012_3345, in 2024~05~06")).isEmpty();
  }

  @Test
  void letterBeforeDigits_isANumberOfAParcel() {
    assertThat(scan("Receipt O5-7516530")).isEmpty();
    assertThat(values("Call O8OO 555 0123", Kind.PHONE)).containsExactly("08005550123");
  }

  @Test
  void dotWrittenAsAWord_isOne() {
    assertThat(values("see desk-online dot test/HAe4 now", Kind.DOMAIN))
        .containsExactly("desk-online.test");
    assertThat(values("on my-bank[dot]com or at shop (dot) example", Kind.DOMAIN))
        .containsExactly("my-bank.com", "shop.example");
    assertThat(scan("connect the dot to the line, like a dot com company")).isEmpty();
  }
}
