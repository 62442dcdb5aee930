package dev.indicia.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  /** Texts of RFC 5952 §4 and around it. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "255.255.255.255, 255.255.255.255",
    "0.0.0.0, 0.0.0.0",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8::1, 2001:db8::1",
    "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::ffff:c000:0201, 192.0.2.1",
    "::192.0.2.1, ::c000:201",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
  })
  void text_hasOneCanonicalForm(String given, String canonical) {
    assertThat(IpAddress.of(given)).hasToString(canonical);
    assertThat(IpAddress.of(canonical)).isEqualTo(IpAddress.of(given));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4.",
        ".1.2.3.4",
        "1..2.3",
        "1.2.3.4/8",
        " 1.2.3.4",
        "1.2.3.4 ",
        "+1.2.3.4",
        "-1.2.3.4",
        "1.2.3.1000",
        "\u0661.2.3.4",
        ":",
        ":::",
        "1:",
        ":1",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "fe80::1%eth0",
        "[::1]",
        "::1.2.3",
        "::1.2.3.4.5",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::\uff11",
        "1.2.3.4::",
        "::01.2.3.4",
        "host.example"
      })
  void textThatIsNoAddress_isNothing(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @Test
  void randomAddresses_equalTheJdks() throws UnknownHostException {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] octets = new byte[round % 3 == 0 ? 4 : 16];
      for (int i = 0; i < octets.length; i++) {
        octets[i] = (byte) (random.nextInt(3) > 0 ? 0 : random.nextInt(256));
      }
      InetAddress jdk = InetAddress.getByAddress(octets);
      IpAddress ours = IpAddress.of(octets);
      assertThat(ours).isEqualTo(IpAddress.of(jdk)).isEqualTo(IpAddress.of(jdk.getHostAddress()));
      assertThat(IpAddress.of(ours.toString())).isEqualTo(ours);
      assertThat(ours.octets()).isEqualTo(jdk.getAddress());
      assertThat(InetAddress.getByName(ours.toString())).isEqualTo(jdk);
    }
  }

  @Test
  void randomTexts_areAddressesWhereTheJdkSaysSo() {
    Random random = new Random(8);
    String alphabet = "0129af:::..";
    for (int round = 0; round < 30_000; round++) {
      StringBuilder text = new StringBuilder(":");
      for (int i = 1 + random.nextInt(14); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      // A text with a colon is never looked up as a name by the JDK.
      IpAddress jdk = null;
      try {
        jdk = IpAddress.of(InetAddress.getByName(text.toString()));
      } catch (UnknownHostException e) {
        assertThat(IpAddress.parse(text.toString())).as(text.toString()).isEmpty();
        continue;
      }
      // The JDK also takes "01.2.3.4" inside an IPv6 address, and five digits that begin with 0.
      if (text.indexOf(".") < 0 && !text.toString().matches(".*\\w{5}.*")) {
        assertThat(IpAddress.parse(text.toString())).as(text.toString()).contains(jdk);
      }
    }
  }

  @Test
  void networks_compareTheFirstBits() {
    Random random = new Random(9);
    for (int round = 0; round < 5_000; round++) {
      byte[] octets = new byte[round % 2 == 0 ? 4 : 16];
      random.nextBytes(octets);
      octets[0] |= 1; // not IPv4-mapped
      int bit = random.nextInt(octets.length * 8);
      byte[] other = octets.clone();
      other[bit / 8] ^= (byte) (0x80 >>> bit % 8);
      IpAddress a = IpAddress.of(octets);
      IpAddress b = IpAddress.of(other);
      for (int prefix = 0; prefix <= a.bits(); prefix++) {
        assertThat(a.isInNetwork(b, prefix)).as("%s %s/%d", a, b, prefix).isEqualTo(prefix <= bit);
      }
    }
    assertThat(IpAddress.of("::").isInNetwork(IpAddress.of("0.0.0.0"), 0)).isFalse();
    assertThatThrownBy(() -> IpAddress.of("::").isInNetwork(IpAddress.of("::"), 129))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IpAddress.of("1.2.3.4").isInNetwork(IpAddress.of("::"), 33))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reverseName_isThatOfRfc1035AndRfc3596() {
    assertThat(IpAddress.of("192.0.2.1").reverseName())
        .isEqualTo(DomainName.of("1.2.0.192.in-addr.arpa"));
    assertThat(IpAddress.of("4321:0:1:2:3:4:567:89ab").reverseName())
        .isEqualTo(
            DomainName.of(
                "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.255.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "::1",
        "fe80::1",
        "febf::1",
        "fc00::1",
        "fdff::1"
      })
  void addressesNoStrangerCanHave_areInternal(String text) {
    assertThat(IpAddress.of(text).isInternal()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "126.0.0.1",
        "11.0.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.167.1.1",
        "169.253.1.1",
        "100.63.255.255",
        "100.128.0.1",
        "::2",
        "fec0::1",
        "fbff::1",
        "fe00::1",
        "2001:db8::1"
      })
  void otherAddresses_areNotInternal(String text) {
    assertThat(IpAddress.of(text).isInternal()).isFalse();
  }
}
