package dev.indicia.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordType;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Validation against a root of our own, signed when the test runs. */
class ValidationTest {
  private final Map<String, List<Record>> records = new HashMap<>();
  private DatagramSocket socket;
  private String anchor;

  @BeforeEach
  void signTheRoot() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    DNSKEYRecord key =
        new DNSKEYRecord(
            Name.root,
            DClass.IN,
            3600,
            DNSKEYRecord.Flags.ZONE_KEY | DNSKEYRecord.Flags.SEP_KEY,
            DNSKEYRecord.Protocol.DNSSEC,
            DNSSEC.Algorithm.ECDSAP256SHA256,
            keys.getPublic());
    anchor = new DSRecord(Name.root, DClass.IN, 3600, DNSSEC.Digest.SHA256, key).toString();
    publish(key, sign(key, key, keys));
    Record genuine = text("a.example.", "genuine");
    publish(genuine, sign(genuine, key, keys));
    Record altered = text("b.example.", "altered");
    publish(altered, sign(text("b.example.", "original"), key, keys));
    socket = new DatagramSocket(0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread.startVirtualThread(this::serve);
  }

  @AfterEach
  void stop() {
    socket.close();
  }

  private static Record text(String name, String text) throws IOException {
    return new TXTRecord(Name.fromString(name), DClass.IN, 60, text);
  }

  private static Record sign(Record record, DNSKEYRecord key, KeyPair keys) throws Exception {
    Instant now = Instant.now();
    return DNSSEC.sign(
        new RRset(record),
        key,
        keys.getPrivate(),
        now.minus(Duration.ofHours(1)),
        now.plus(Duration.ofHours(1)));
  }

  private void publish(Record record, Record signature) {
    records.put(record.getName() + Type.string(record.getType()), List.of(record, signature));
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        Message query = new Message(java.util.Arrays.copyOf(buffer, packet.getLength()));
        Record asked = query.getQuestion();
        Message response = new Message(query.getHeader().getID());
        response.getHeader().setFlag(Flags.QR);
        response.addRecord(asked, Section.QUESTION);
        List<Record> found = records.get(asked.getName() + Type.string(asked.getType()));
        if (found == null) {
          response.getHeader().setRcode(Rcode.NXDOMAIN);
        } else {
          found.forEach(record -> response.addRecord(record, Section.ANSWER));
        }
        response.addRecord(new OPTRecord(1232, 0, 0, Flags.DO), Section.ADDITIONAL);
        byte[] wire = response.toWire();
        socket.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private Answer ask(String name) {
    DnsResolver resolver =
        DnsResolver.builder()
            .server((InetSocketAddress) socket.getLocalSocketAddress())
            .tryMillis(500)
            .validating(anchor)
            .build();
    return resolver.resolve(new Question(DomainName.of(name), RecordType.TXT));
  }

  @Test
  void signedAnswer_isSecure() {
    Answer answer = ask("a.example");
    assertThat(answer.status()).as("%s", answer).isEqualTo("found");
    assertThat(answer.dnssec()).isEqualTo(Dnssec.SECURE);
    assertThat(answer.recordsOrEmpty().get(0).text()).isEqualTo("genuine");
  }

  @Test
  void alteredAnswer_isBogus() {
    Answer answer = ask("b.example");
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    assertThat(((Answer.Failed) answer).kind()).isEqualTo(DnsFailure.BOGUS);
  }

  @Test
  void denialWithoutProof_isBogus() {
    assertThat(ask("c.example").status()).isEqualTo("bogus");
  }

  @Test
  void anchorThatIsNone_isRefused() {
    DnsResolver.Builder builder =
        DnsResolver.builder()
            .server((InetSocketAddress) socket.getLocalSocketAddress())
            .validating("no anchor");
    assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
  }
}
