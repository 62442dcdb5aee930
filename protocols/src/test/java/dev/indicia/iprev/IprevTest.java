package dev.indicia.iprev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.dmarc.TestDns;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import org.junit.jupiter.api.Test;

class IprevTest {
  private static final IpAddress CLIENT = IpAddress.of("192.0.2.25");
  private static final String REVERSE = "25.2.0.192.in-addr.arpa";

  private static TestDns named(String... names) {
    TestDns dns = new TestDns();
    for (String name : names) {
      dns.add(REVERSE, RecordType.PTR, new RecordData.Pointer(DomainName.of(name)));
    }
    return dns;
  }

  private static RecordData address(String text) {
    return new RecordData.Address(IpAddress.of(text));
  }

  @Test
  void nameThatLeadsBack_isPass() {
    TestDns dns =
        named("a.example", "b.example", "c.example")
            .add("a.example", RecordType.A, address("192.0.2.26"))
            .add("b.example", RecordType.A, address("192.0.2.25"));
    IprevResult result = Iprev.check(CLIENT, dns);
    assertThat(result).isInstanceOf(IprevResult.Pass.class);
    assertThat(((IprevResult.Pass) result).name()).isEqualTo(DomainName.of("b.example"));
    assertThat(result.evidence().answers()).hasSize(3);
    assertThat(dns.asked()).containsExactly(REVERSE, "a.example", "b.example");
  }

  @Test
  void ipv6_asksForAaaa() {
    IpAddress client = IpAddress.of("2001:db8::1");
    TestDns dns =
        new TestDns()
            .add(
                client.reverseName().text(),
                RecordType.PTR,
                new RecordData.Pointer(DomainName.of("six.example")))
            .add("six.example", RecordType.AAAA, address("2001:db8::1"));
    assertThat(Iprev.check(client, dns).word()).isEqualTo("pass");
  }

  @Test
  void nameThatLeadsElsewhere_isFail() {
    TestDns dns = named("a.example").add("a.example", RecordType.A, address("192.0.2.26"));
    assertThat(Iprev.check(CLIENT, dns).reason()).contains(IprevReason.NOT_CONFIRMED);
  }

  @Test
  void addressWithoutName_isPermError() {
    IprevResult result = Iprev.check(CLIENT, named());
    assertThat(result.word()).isEqualTo("permerror");
    assertThat(result.reason()).contains(IprevReason.NO_NAME);
  }

  @Test
  void failedLookups_areTempErrorUnlessAnotherNameLeadsBack() {
    assertThat(Iprev.check(CLIENT, named("a.example").failing(REVERSE)).reason())
        .contains(IprevReason.NAME_LOOKUP_FAILED);
    assertThat(Iprev.check(CLIENT, named("a.example").failing("a.example")).reason())
        .contains(IprevReason.ADDRESS_LOOKUP_FAILED);
    TestDns other =
        named("a.example", "b.example")
            .failing("a.example")
            .add("b.example", RecordType.A, address("192.0.2.25"));
    assertThat(Iprev.check(CLIENT, other).word()).isEqualTo("pass");
  }

  @Test
  void namesPastTheLimit_areNotAsked() {
    String[] names = new String[40];
    for (int i = 0; i < names.length; i++) {
      names[i] = "n" + i / 2 + ".example";
    }
    TestDns dns = named(names).add("n19.example", RecordType.A, address("192.0.2.25"));
    IprevResult result = Iprev.check(CLIENT, dns);
    assertThat(result.reason()).contains(IprevReason.TOO_MANY_NAMES);
    assertThat(dns.asked()).hasSize(1 + Iprev.NAMES_MAX);
    assertThat(Iprev.check(CLIENT, dns, 20).word()).isEqualTo("pass");
  }

  @Test
  void limitBelowOne_isRefused() {
    assertThatThrownBy(() -> Iprev.check(CLIENT, named(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
