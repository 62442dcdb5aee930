package dev.indicia.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dmarc.Identifier.Method;
import dev.indicia.dmarc.Identifier.Status;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.evidence.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DmarcEvaluatorTest {
  private static final DmarcEvaluator WALK = new DmarcEvaluator(DmarcOptions.DEFAULT);

  private static DmarcResult evaluate(TestDns dns, String author, Identifier... identifiers) {
    return WALK.evaluate(DomainName.of(author), List.of(identifiers), dns);
  }

  private static Identifier dkim(String domain) {
    return new Identifier(Method.DKIM, Status.PASS, DomainName.of(domain));
  }

  private static Identifier spf(String domain) {
    return new Identifier(Method.SPF, Status.PASS, DomainName.of(domain));
  }

  private static Identifier dkim(Status status, String domain) {
    return new Identifier(Method.DKIM, status, DomainName.of(domain));
  }

  private static String org(DmarcResult result) {
    return String.valueOf(result.basis().organizationalDomain());
  }

  // RFC 9989 §4.10: at most eight queries, whatever the number of labels.
  @Test
  void authorDomainOfOneToTwelveLabels_isWalkedInAtMostEightQueries() {
    String[] labels = "a.b.c.d.e.f.g.h.i.j.k.test".split("\\.");
    for (int count = 1; count <= labels.length; count++) {
      String author = String.join(".", List.of(labels).subList(12 - count, 12));
      List<String> expected = new ArrayList<>();
      expected.add("_dmarc." + author);
      for (int left = Math.min(count - 1, 7); left >= 1; left--) {
        expected.add("_dmarc." + String.join(".", List.of(labels).subList(12 - left, 12)));
      }
      TestDns dns = new TestDns();
      DmarcResult result = evaluate(dns, author, dkim(author));
      assertThat(dns.asked()).as("%d labels", count).isEqualTo(expected);
      assertThat(result.basis().queries()).extracting(DomainName::text).isEqualTo(expected);
      assertThat(result.basis().queries()).as("%d labels", count).hasSizeLessThanOrEqualTo(8);
      assertThat(result.reason()).contains(DmarcReason.NO_RECORD);
      assertThat(org(result)).isEqualTo(author);
    }
  }

  // RFC 9989 §4.10: the example of thirteen labels.
  @Test
  void thirteenLabels_skipToSeven() {
    TestDns dns = new TestDns();
    evaluate(dns, "a.b.c.d.e.f.g.h.i.j.mail.shop.example");
    assertThat(dns.asked())
        .containsExactly(
            "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.shop.example",
            "_dmarc.g.h.i.j.mail.shop.example",
            "_dmarc.h.i.j.mail.shop.example",
            "_dmarc.i.j.mail.shop.example",
            "_dmarc.j.mail.shop.example",
            "_dmarc.mail.shop.example",
            "_dmarc.shop.example",
            "_dmarc.example");
  }

  // RFC 9989 §5.1.8: a record that the shortcut skips is never found.
  @Test
  void recordBetweenAuthorAndShortcut_isNotSeen() {
    TestDns dns =
        new TestDns()
            .dmarc("b.c.d.e.f.g.shop.example", "v=DMARC1; p=reject; psd=n")
            .dmarc("shop.example", "v=DMARC1; p=none; sp=quarantine");
    DmarcResult result = evaluate(dns, "mail.a.b.c.d.e.f.g.shop.example");
    assertThat(org(result)).isEqualTo("shop.example");
    assertThat(result.basis().policy()).isEqualTo(DmarcPolicy.QUARANTINE);
  }

  // RFC 9989 §4.10.2: the three examples at its end.
  @Test
  void organizationalDomain_isChosenByPsdThenByFewestLabels() {
    TestDns fewest =
        new TestDns()
            .dmarc("mail.shop.example", "v=DMARC1; p=reject")
            .dmarc("shop.example", "v=DMARC1; p=none");
    assertThat(org(evaluate(fewest, "a.mail.shop.example"))).isEqualTo("shop.example");
    TestDns no =
        new TestDns()
            .dmarc("mail.shop.example", "v=DMARC1; p=reject; psd=n")
            .dmarc("shop.example", "v=DMARC1; p=none");
    DmarcResult result = evaluate(no, "a.mail.shop.example");
    assertThat(org(result)).isEqualTo("mail.shop.example");
    assertThat(no.asked()).hasSize(2);
    TestDns yes = new TestDns().dmarc("example", "v=DMARC1; p=reject; psd=y");
    DmarcResult psd = evaluate(yes, "a.mail.shop.example");
    assertThat(org(psd)).isEqualTo("shop.example");
    assertThat(psd.basis().recordDomain()).isEqualTo(DomainName.of("example"));
  }

  // RFC 9989 §4.10.2 step 2: psd=y of the start is not looked at.
  @Test
  void psdOfTheAuthorDomainItself_makesItItsOwnOrganization() {
    TestDns dns = new TestDns().dmarc("bank.example", "v=DMARC1; p=reject; psd=y");
    DmarcResult result = evaluate(dns, "bank.example", dkim("mail.bank.example"));
    assertThat(org(result)).isEqualTo("bank.example");
    assertThat(result.basis().policy()).isEqualTo(DmarcPolicy.REJECT);
    assertThat(result.reason()).contains(DmarcReason.NOT_ALIGNED);
    assertThat(dns.asked()).containsExactly("_dmarc.bank.example", "_dmarc.mail.bank.example");
  }

  // RFC 9989 §4.10.2 step 2 with the shortcut: one label below the PSD, not the name walked before.
  @Test
  void psdFoundRightAfterTheShortcut_namesTheDomainOneLabelBelow() {
    TestDns dns = new TestDns().dmarc("c.d.e.f.g.shop.example", "v=DMARC1; p=none; psd=y");
    assertThat(org(evaluate(dns, "mail.a.b.c.d.e.f.g.shop.example")))
        .isEqualTo("b.c.d.e.f.g.shop.example");
  }

  // RFC 9989 §B.4.1.
  @Test
  void simpleOrganizationalDomain_alignsBoth() {
    TestDns dns =
        new TestDns()
            .dmarc("shop.example", "v=DMARC1; p=reject")
            .dmarc("signing.shop.example", "v=DMARC1; p=none");
    DmarcResult result =
        evaluate(dns, "shop.example", spf("shop.example"), dkim("signing.shop.example"));
    assertThat(result).isInstanceOf(DmarcResult.Pass.class);
    assertThat(result.basis().identifiers()).allMatch(ComparedIdentifier::aligned);
    assertThat(dns.asked())
        .containsExactly("_dmarc.shop.example", "_dmarc.example", "_dmarc.signing.shop.example");
    assertThat(result.basis().queries()).hasSize(2);
  }

  // RFC 9989 §B.4.2.
  @Test
  void deepTreeWalk_findsTheOrganizationalDomainsRecord() {
    TestDns dns =
        new TestDns()
            .dmarc("shop.example", "v=DMARC1; p=reject")
            .dmarc("signing.shop.example", "v=DMARC1; p=none");
    DmarcResult result =
        evaluate(
            dns,
            "a.b.c.d.e.f.g.h.i.j.k.shop.example",
            spf("shop.example"),
            dkim("signing.shop.example"));
    assertThat(result).isInstanceOf(DmarcResult.Pass.class);
    assertThat(((DmarcResult.Pass) result).alignedIdentifiers()).hasSize(2);
    assertThat(result.basis().recordDomain()).isEqualTo(DomainName.of("shop.example"));
    assertThat(result.basis().queries()).hasSize(8);
  }

  // RFC 9989 §B.4.3.
  @Test
  void publicSuffixDomainWithRecord_separatesItsChildren() {
    TestDns dns =
        new TestDns()
            .dmarc("bank.example", "v=DMARC1; p=reject; psd=y")
            .dmarc("giant.bank.example", "v=DMARC1; p=quarantine");
    DmarcResult result =
        evaluate(
            dns,
            "giant.bank.example",
            spf("mail.giant.bank.example"),
            dkim("mail.mega.bank.example"));
    assertThat(result).isInstanceOf(DmarcResult.Pass.class);
    assertThat(org(result)).isEqualTo("giant.bank.example");
    assertThat(result.basis().isAligned(Method.SPF)).isTrue();
    assertThat(result.basis().isAligned(Method.DKIM)).isFalse();
    assertThat(dns.asked()).doesNotContain("_dmarc.mega.bank.example");
  }

  @Test
  void recordOfPublicSuffixDomain_appliesItsSpOrNp() {
    TestDns dns =
        new TestDns()
            .dmarc("bank.example", "v=DMARC1; p=none; sp=quarantine; np=reject; psd=y")
            .add("giant.bank.example", RecordType.A, address());
    assertThat(evaluate(dns, "giant.bank.example").basis().policy())
        .isEqualTo(DmarcPolicy.QUARANTINE);
    assertThat(evaluate(dns, "mega.bank.example").basis().policy()).isEqualTo(DmarcPolicy.REJECT);
  }

  private static RecordData address() {
    return new RecordData.Address(IpAddress.of("192.0.2.1"));
  }

  private record PolicyCase(String record, String author, DmarcPolicy policy, DmarcPolicy tested) {}

  // RFC 9989 §4.7: p, sp, np and t.
  @Test
  void policies_areChosenByDomainAndExistence() {
    List<PolicyCase> cases =
        List.of(
            new PolicyCase("p=reject; sp=none; np=none", "shop.example", REJECT, REJECT),
            new PolicyCase("p=reject", "real.shop.example", REJECT, REJECT),
            new PolicyCase("p=reject; sp=none; np=quarantine", "real.shop.example", NONE, NONE),
            new PolicyCase("p=none; sp=none; np=reject", "gone.shop.example", REJECT, REJECT),
            new PolicyCase("p=none; np=reject", "gone.shop.example", REJECT, REJECT),
            new PolicyCase("p=none; sp=reject", "gone.shop.example", REJECT, REJECT),
            new PolicyCase("p=quarantine", "gone.shop.example", QUARANTINE, QUARANTINE),
            new PolicyCase("p=none; np=reject", "empty.shop.example", NONE, NONE),
            new PolicyCase("p=reject; t=y", "shop.example", REJECT, QUARANTINE),
            new PolicyCase("p=quarantine; t=y", "shop.example", QUARANTINE, NONE),
            new PolicyCase("p=none; t=y", "shop.example", NONE, NONE),
            new PolicyCase("p=reject; t=n", "shop.example", REJECT, REJECT),
            new PolicyCase("p=none; sp=reject; t=Y", "real.shop.example", REJECT, QUARANTINE),
            new PolicyCase("P=Reject", "shop.example", REJECT, REJECT),
            new PolicyCase("rua=mailto:d@shop.example", "shop.example", NONE, NONE),
            new PolicyCase("p=bogus; rua=mailto:d@shop.example", "shop.example", NONE, NONE),
            new PolicyCase("p=reject; sp=x; rua=mailto:d@shop.example", "shop.example", NONE, NONE),
            new PolicyCase("p=reject; rua=x; ruf=y", "shop.example", REJECT, REJECT));
    for (PolicyCase c : cases) {
      TestDns dns =
          new TestDns()
              .dmarc("shop.example", "v=DMARC1; " + c.record())
              .add("real.shop.example", RecordType.MX, address())
              .add("below.empty.shop.example", RecordType.A, address());
      DmarcResult result = evaluate(dns, c.author(), dkim("other.test"));
      assertThat(result).as("%s", c).isInstanceOf(DmarcResult.Fail.class);
      assertThat(result.basis().policy()).as("%s", c).isEqualTo(c.policy());
      assertThat(((DmarcResult.Fail) result).requestedPolicy()).as("%s", c).isEqualTo(c.tested());
    }
  }

  private static final DmarcPolicy NONE = DmarcPolicy.NONE;
  private static final DmarcPolicy QUARANTINE = DmarcPolicy.QUARANTINE;
  private static final DmarcPolicy REJECT = DmarcPolicy.REJECT;

  // RFC 9989 §4.10.1: without a valid policy and a valid rua, DMARC is not applied.
  @Test
  void recordWithoutValidPolicyAndReportingAddress_isNone() {
    for (String record :
        List.of(
            "v=DMARC1",
            "v=DMARC1;",
            "v=DMARC1; p=x",
            "v=DMARC1; p=reject; np=x",
            "v=DMARC1; sp=reject",
            "v=DMARC1; p=; rua=mailto:nobody",
            "v=DMARC1; rua=a b:c")) {
      DmarcResult result =
          evaluate(
              new TestDns().dmarc("shop.example", record), "shop.example", dkim("shop.example"));
      assertThat(result).as(record).isInstanceOf(DmarcResult.None.class);
      assertThat(result.reason()).as(record).contains(DmarcReason.NO_VALID_POLICY);
      assertThat(result.basis().isAligned(Method.DKIM)).isTrue();
    }
  }

  // RFC 9989 §4.10 step 2: several records are discarded, and the walk goes on.
  @Test
  void severalRecords_areDiscarded() {
    TestDns alone = new TestDns().dmarc("shop.example", "v=DMARC1; p=reject", "v=DMARC1; p=none");
    assertThat(evaluate(alone, "shop.example").reason()).contains(DmarcReason.SEVERAL_RECORDS);
    TestDns both = alone.dmarc("a.shop.example", "v=DMARC1; p=none");
    assertThat(org(evaluate(both, "a.shop.example"))).isEqualTo("a.shop.example");
    TestDns other = new TestDns().dmarc("shop.example", "v=spf1 -all", "v=DMARC1; p=reject", "x");
    assertThat(evaluate(other, "shop.example").basis().policy()).isEqualTo(REJECT);
    TestDns above =
        new TestDns()
            .dmarc("a.shop.example", "v=DMARC1; p=none", "v=DMARC1; p=none")
            .dmarc("shop.example", "v=DMARC1; p=reject");
    assertThat(evaluate(above, "a.shop.example").basis().policy()).isEqualTo(REJECT);
  }

  @Test
  void duplicateTag_isPermErrorStrictAndFirstLenient() {
    TestDns dns = new TestDns().dmarc("shop.example", "v=DMARC1; p=reject; p=none");
    DmarcResult strict = evaluate(dns, "shop.example");
    assertThat(strict).isInstanceOf(DmarcResult.PermError.class);
    assertThat(strict.reason()).contains(DmarcReason.RECORD_MALFORMED);
    assertThat(strict.basis().deviations()).contains(DmarcDeviation.DUPLICATE_TAG);
    DmarcResult lenient =
        new DmarcEvaluator(DmarcOptions.DEFAULT.withStrictness(Strictness.LENIENT))
            .evaluate(DomainName.of("shop.example"), List.of(), dns);
    assertThat(lenient.basis().policy()).isEqualTo(REJECT);
    assertThat(lenient.basis().deviations()).containsExactly(DmarcDeviation.DUPLICATE_TAG);
  }

  // RFC 9989 §4.4: relaxed and strict.
  @Test
  void strictAlignment_asksForTheSameDomain() {
    TestDns dns = new TestDns().dmarc("shop.example", "v=DMARC1; p=reject; adkim=s; aspf=r");
    DmarcResult result = evaluate(dns, "shop.example", dkim("mail.shop.example"));
    assertThat(result.reason()).contains(DmarcReason.STRICT_ALIGNMENT);
    assertThat(result.basis().identifiers().getFirst().mode()).isEqualTo(AlignmentMode.STRICT);
    assertThat(dns.asked()).doesNotContain("_dmarc.mail.shop.example");
    assertThat(evaluate(dns, "shop.example", spf("mail.shop.example")))
        .isInstanceOf(DmarcResult.Pass.class);
    assertThat(evaluate(dns, "shop.example", dkim("shop.example")))
        .isInstanceOf(DmarcResult.Pass.class);
  }

  @Test
  void domainsOfOthers_areNeverWalked() {
    TestDns dns = new TestDns().dmarc("shop.example", "v=DMARC1; p=reject");
    DmarcResult result = evaluate(dns, "shop.example", dkim("bulk.test"), spf("notshop.example"));
    assertThat(result.reason()).contains(DmarcReason.NOT_ALIGNED);
    assertThat(dns.asked()).containsExactly("_dmarc.shop.example", "_dmarc.example");
  }

  @Test
  void identifiersThatDidNotPass_areComparedWithoutQueries() {
    TestDns dns = new TestDns().dmarc("shop.example", "v=DMARC1; p=reject");
    DmarcResult result = evaluate(dns, "shop.example", dkim(Status.OTHER, "a.b.c.shop.example"));
    assertThat(result.reason()).contains(DmarcReason.NOT_AUTHENTICATED);
    assertThat(result.basis().identifiers().getFirst().aligned()).isTrue();
    assertThat(result.basis().isAligned(Method.DKIM)).isFalse();
    assertThat(dns.asked()).containsExactly("_dmarc.shop.example", "_dmarc.example");
    assertThat(evaluate(dns, "shop.example").reason()).contains(DmarcReason.NO_IDENTIFIER);
  }

  // RFC 9989 §5.3.6: without the answers needed there is neither pass nor fail.
  @Test
  void failingLookups_areTempErrorOnlyWhereTheyMatter() {
    TestDns author = new TestDns().failing("_dmarc.a.shop.example");
    DmarcResult result = evaluate(author, "a.shop.example", dkim("a.shop.example"));
    assertThat(result).isInstanceOf(DmarcResult.TempError.class);
    assertThat(result.reason()).contains(DmarcReason.POLICY_LOOKUP_FAILED);
    assertThat(result.basis().queries()).hasSize(1);

    TestDns above =
        new TestDns().dmarc("a.shop.example", "v=DMARC1; p=reject").failing("_dmarc.example");
    assertThat(evaluate(above, "a.shop.example", dkim("a.shop.example")))
        .isInstanceOf(DmarcResult.Pass.class);
    assertThat(evaluate(above, "a.shop.example", dkim("bulk.test")).reason())
        .contains(DmarcReason.NOT_ALIGNED);
    assertThat(evaluate(above, "a.shop.example", dkim("shop.example")).reason())
        .contains(DmarcReason.ALIGNMENT_LOOKUP_FAILED);
    assertThat(evaluate(above, "a.shop.example", dkim(Status.OTHER, "shop.example")).reason())
        .contains(DmarcReason.NOT_AUTHENTICATED);
    assertThat(evaluate(above, "b.shop.example").reason())
        .contains(DmarcReason.POLICY_LOOKUP_FAILED);

    TestDns identifier =
        new TestDns().dmarc("shop.example", "v=DMARC1; p=reject").failing("_dmarc.x.shop.example");
    assertThat(evaluate(identifier, "shop.example", dkim("x.shop.example")).reason())
        .contains(DmarcReason.ALIGNMENT_LOOKUP_FAILED);
    assertThat(evaluate(identifier, "shop.example", dkim("x.shop.example"), spf("shop.example")))
        .isInstanceOf(DmarcResult.Pass.class);

    TestDns existence =
        new TestDns()
            .dmarc("shop.example", "v=DMARC1; p=none; np=reject")
            .failing("gone.shop.example");
    assertThat(evaluate(existence, "gone.shop.example").reason())
        .contains(DmarcReason.EXISTENCE_LOOKUP_FAILED);
    assertThat(evaluate(existence, "gone.shop.example", dkim("shop.example")))
        .isInstanceOf(DmarcResult.Pass.class);
  }

  @Test
  void identifierTempError_isTempErrorWhenAlignedAndNothingPasses() {
    TestDns dns = new TestDns().dmarc("shop.example", "v=DMARC1; p=reject");
    Identifier aligned = dkim(Status.TEMPERROR, "mail.shop.example");
    assertThat(evaluate(dns, "shop.example", aligned).reason())
        .contains(DmarcReason.IDENTIFIER_TEMPERROR);
    assertThat(evaluate(dns, "shop.example", aligned, spf("shop.example")))
        .isInstanceOf(DmarcResult.Pass.class);
    assertThat(evaluate(dns, "shop.example", dkim(Status.TEMPERROR, "bulk.test")).reason())
        .contains(DmarcReason.NOT_AUTHENTICATED);
  }

  // RFC 9989 §5.3.1.
  @Test
  void noneOrSeveralAuthorDomains_arePermError() {
    TestDns dns = new TestDns().dmarc("shop.example", "v=DMARC1; p=reject");
    DomainName shop = DomainName.of("shop.example");
    List<Identifier> identifiers = List.of(dkim("shop.example"));
    assertThat(WALK.evaluate(List.of(), identifiers, dns).reason())
        .contains(DmarcReason.NO_AUTHOR_DOMAIN);
    assertThat(WALK.evaluate(DomainName.ROOT, identifiers, dns).reason())
        .contains(DmarcReason.NO_AUTHOR_DOMAIN);
    assertThat(WALK.evaluate(List.of(shop, DomainName.of("a.test")), identifiers, dns).reason())
        .contains(DmarcReason.SEVERAL_AUTHOR_DOMAINS);
    assertThat(dns.asked()).isEmpty();
    assertThat(WALK.evaluate(List.of(shop, shop), identifiers, dns))
        .isInstanceOf(DmarcResult.Pass.class);
  }

  @Test
  void longestName_isWalkedWithoutTheNameThatIsTooLong() {
    String label = "a".repeat(61);
    String author = label + "." + label + "." + label + "." + label + ".test";
    TestDns dns = new TestDns().dmarc(author.substring(62), "v=DMARC1; p=reject");
    DmarcResult result = evaluate(dns, author);
    assertThat(result.basis().policy()).isEqualTo(REJECT);
    assertThat(result.basis().queries()).hasSize(4);
  }

  // RFC 7489 §3.2 and §6.6.3.
  @Test
  void publicSuffixList_isTheOtherWay() {
    PublicSuffixList list = PublicSuffixList.parse("// list\nexample\nco.example\n");
    DmarcEvaluator evaluator = new DmarcEvaluator(DmarcOptions.DEFAULT.withPublicSuffixList(list));
    TestDns dns =
        new TestDns()
            .dmarc("shop.co.example", "v=DMARC1; p=none; sp=reject; np=none; t=y")
            .dmarc("co.example", "v=DMARC1; p=none");
    DmarcResult result =
        evaluator.evaluate(
            DomainName.of("a.b.shop.co.example"), List.of(dkim("x.shop.co.example")), dns);
    assertThat(result).isInstanceOf(DmarcResult.Pass.class);
    assertThat(result.basis().policyAfterTestMode()).isEqualTo(REJECT);
    assertThat(org(result)).isEqualTo("shop.co.example");
    assertThat(result.basis().discovery()).isEqualTo(Discovery.PUBLIC_SUFFIX_LIST);
    assertThat(dns.asked()).containsExactly("_dmarc.a.b.shop.co.example", "_dmarc.shop.co.example");
    DmarcResult walked = evaluate(dns, "a.b.shop.co.example", dkim("other.co.example"));
    assertThat(walked).isInstanceOf(DmarcResult.Pass.class);
    assertThat(org(walked)).isEqualTo("co.example");
  }

  // RFC 7489 §6.6.3: several records at the Author Domain end discovery there.
  @Test
  void publicSuffixList_endsDiscoveryAtSeveralRecords() {
    PublicSuffixList list = PublicSuffixList.parse("example");
    TestDns dns =
        new TestDns()
            .dmarc("a.shop.example", "v=DMARC1; p=none", "v=DMARC1; p=reject")
            .dmarc("shop.example", "v=DMARC1; p=reject");
    DmarcResult result =
        new DmarcEvaluator(DmarcOptions.DEFAULT.withPublicSuffixList(list))
            .evaluate(DomainName.of("a.shop.example"), List.of(), dns);
    assertThat(result.reason()).contains(DmarcReason.SEVERAL_RECORDS);
    assertThat(dns.asked()).hasSize(1);
  }

  @Test
  void randomZonesAndNames_areAlwaysAnsweredWithinTheirQueries() {
    Random random = new Random(9989);
    String[] labels = {"a", "b", "shop", "mail", "example"};
    String[] records = {
      "v=DMARC1; p=reject",
      "v=DMARC1; p=none; psd=y",
      "v=DMARC1; p=reject; psd=n; adkim=s",
      "v=DMARC1; p=quarantine; np=reject; t=y",
      "v=DMARC1",
      "v=DMARC1; p=x; p=x",
      "v=spf1"
    };
    for (int i = 0; i < 5_000; i++) {
      TestDns dns = new TestDns();
      for (int n = random.nextInt(6); n > 0; n--) {
        String name = name(random, labels, 1 + random.nextInt(4));
        if (random.nextInt(8) == 0) {
          dns.failing("_dmarc." + name);
        } else {
          dns.dmarc(name, records[random.nextInt(records.length)]);
        }
      }
      Status[] statuses = Status.values();
      List<Identifier> identifiers = new ArrayList<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        Status status = statuses[random.nextInt(statuses.length)];
        identifiers.add(dkim(status, name(random, labels, 1 + random.nextInt(5))));
      }
      DomainName author = DomainName.of(name(random, labels, 1 + random.nextInt(10)));
      DmarcResult result = WALK.evaluate(author, identifiers, dns);
      DmarcBasis basis = result.basis();
      assertThat(basis.queries()).hasSizeBetween(1, 8);
      assertThat(dns.asked()).doesNotHaveDuplicates();
      assertThat(dns.asked()).hasSize(basis.evidence().answers().size());
      assertThat(basis.identifiers()).hasSameSizeAs(identifiers);
      assertThat(result instanceof DmarcResult.Pass)
          .isEqualTo(basis.isAligned(Method.DKIM) && basis.policy() != null);
      DomainName organizationalDomain = basis.organizationalDomain();
      assertThat(organizationalDomain == null || author.isAtOrBelow(organizationalDomain)).isTrue();
    }
  }

  private static String name(Random random, String[] labels, int count) {
    StringBuilder name = new StringBuilder("example");
    for (int i = 1; i < count; i++) {
      name.insert(0, labels[random.nextInt(labels.length)] + ".");
    }
    return name.toString();
  }
}
