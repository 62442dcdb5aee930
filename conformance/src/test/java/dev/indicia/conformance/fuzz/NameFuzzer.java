package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import java.nio.charset.StandardCharsets;

/** Domain names and addresses: what is read is written and read again as the same. */
final class NameFuzzer {
  @FuzzTest(maxDuration = "20s")
  void parse(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Oracle.bounded(
        input.length,
        () -> {
          DomainName.parse(text).ifPresent(NameFuzzer::name);
          DomainName.parseAnyOctets(text);
          IpAddress.parse(text).ifPresent(NameFuzzer::address);
          if (input.length == 4 || input.length == 16) {
            address(IpAddress.of(input));
          }
        });
  }

  private static void name(DomainName name) {
    Oracle.check(DomainName.of(name.text()).equals(name), "not stable: " + name);
    Oracle.check(name.text().length() <= DomainName.LENGTH_MAX, "too long: " + name);
    DomainName at = name;
    for (int labels = name.labelCount(); labels > 0; labels--) {
      Oracle.check(at.labelCount() == labels, "labels of " + at);
      Oracle.check(name.lastLabels(labels).equals(at), "last labels of " + name);
      Oracle.check(name.isAtOrBelow(at), name + " is not below " + at);
      at = at.parent();
    }
    Oracle.check(at.isRoot(), "no root above " + name);
  }

  private static void address(IpAddress address) {
    Oracle.check(IpAddress.of(address.toString()).equals(address), "text of " + address);
    Oracle.check(IpAddress.of(address.octets()).equals(address), "octets of " + address);
    Oracle.check(address.isInNetwork(address, address.bits()), "not in itself: " + address);
    address.reverseName();
  }
}
