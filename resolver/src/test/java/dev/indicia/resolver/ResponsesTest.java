package dev.indicia.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordType;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class ResponsesTest {
  private static final Name ASKED = Name.fromConstantString("a.example.");

  private static Message response(RecordType type, Record... answers) {
    Message message =
        Message.newQuery(Record.newRecord(ASKED, Responses.typeCode(type), DClass.IN));
    for (Record answer : answers) {
      message.addRecord(answer, Section.ANSWER);
    }
    return message;
  }

  private static Responses.Reading read(RecordType type, Message message) {
    Question question = new Question(DomainName.of("a.example"), type);
    return Responses.read(
        question, ASKED, message, DnssecTrust.SERVERS, Integer.MAX_VALUE, 0, true);
  }

  private static Answer answer(RecordType type, Record... answers) {
    Responses.Reading reading = read(type, response(type, answers));
    assertThat(reading).isInstanceOf(Responses.Reading.Done.class);
    return ((Responses.Reading.Done) reading).answer();
  }

  @Test
  void names_surviveBothWays() {
    String[] names = {".", "a", "a.example", "_dmarc.a.example", "a\\b.\"c;d(@$.example", "*.x"};
    for (String text : names) {
      DomainName name = DomainName.of(text);
      assertThat(Responses.domainName(Responses.name(name))).as(text).contains(name);
    }
    DomainName longest = DomainName.of(("x".repeat(63) + ".").repeat(3) + "y".repeat(61));
    assertThat(Responses.domainName(Responses.name(longest))).contains(longest);
  }

  @Test
  void namesNobodyCanAskFor_areLeftOut() throws Exception {
    Name dotInLabel = Name.fromString("a\\.b.example.");
    Name highOctet = Name.fromString("a\\200.example.");
    assertThat(Responses.domainName(dotInLabel)).isEmpty();
    assertThat(Responses.domainName(highOctet)).isEmpty();
    Record odd = new PTRRecord(ASKED, DClass.IN, 60, highOctet);
    Record good = new PTRRecord(ASKED, DClass.IN, 60, Name.fromString("B.example."));
    assertThat(answer(RecordType.PTR, odd, good).recordsOrEmpty()).hasSize(1);
    assertThat(answer(RecordType.PTR, odd).status()).isEqualTo("nodata");
  }

  @Test
  void recordsOfOtherNames_areNotBelieved() throws Exception {
    Record other =
        new ARecord(
            Name.fromString("b.example."), DClass.IN, 60, InetAddress.getByName("192.0.2.1"));
    assertThat(answer(RecordType.A, other).status()).isEqualTo("nodata");
  }

  @Test
  void ttl_isTheLowest() throws Exception {
    InetAddress address = InetAddress.getByName("192.0.2.1");
    Record first = new ARecord(ASKED, DClass.IN, 60, address);
    Record second = new ARecord(ASKED, DClass.IN, 50, InetAddress.getByName("192.0.2.2"));
    assertThat(answer(RecordType.A, first, second).ttlSeconds()).isEqualTo(50);
  }

  /** Whatever a server sends: an answer, or octets that dnsjava refuses. */
  @Test
  void alteredResponses_neverThrow() throws Exception {
    Name other = Name.fromString("b.example.");
    Random random = new Random(11);
    for (RecordType type : RecordType.values()) {
      Message message =
          response(
              type,
              new CNAMERecord(ASKED, DClass.IN, 60, other),
              new ARecord(other, DClass.IN, 60, InetAddress.getByName("192.0.2.1")),
              new AAAARecord(other, DClass.IN, 60, InetAddress.getByName("2001:db8::1")),
              new MXRecord(other, DClass.IN, 60, 10, ASKED),
              new PTRRecord(other, DClass.IN, 60, ASKED),
              new TXTRecord(other, DClass.IN, 60, "v=spf1 -all"));
      message.addRecord(
          new SOARecord(Name.root, DClass.IN, 60, ASKED, ASKED, 1, 2, 3, 4, 5), Section.AUTHORITY);
      byte[] octets = message.toWire();
      int read = 0;
      for (int round = 0; round < 4_000; round++) {
        byte[] altered = octets.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
          altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
        }
        Message parsed;
        try {
          parsed = new Message(altered);
        } catch (IOException e) {
          continue;
        }
        assertThat(read(type, parsed)).isNotNull();
        read++;
      }
      assertThat(read).as(Type.string(Responses.typeCode(type))).isGreaterThan(100);
    }
  }
}
