package dev.indicia.trust.identity;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.identity.ProtectedName.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Protected names for the tests: brands, our own organisation, people, learned senders. */
final class Names {
  static final ProtectedNames ALL =
      ProtectedNames.of(
          List.of(
              name(Kind.CATALOGUE, "PayPal", "paypal.com", "paypal.me"),
              name(Kind.CATALOGUE, "Microsoft", "microsoft.com", "live.com", "office.com"),
              name(Kind.CATALOGUE, "Amazon", "amazon.com", "amazon.de"),
              name(Kind.CATALOGUE, "Apple", "apple.com", "icloud.com"),
              name(Kind.CATALOGUE, "Bank of America", "bankofamerica.com", "bofa.com"),
              name(Kind.CATALOGUE, "DHL", "dhl.com", "dhl.de"),
              name(Kind.CATALOGUE, "Chase", "chase.com"),
              name(Kind.CATALOGUE, "LinkedIn", "linkedin.com"),
              name(Kind.CATALOGUE, "DocuSign", "docusign.com", "docusign.net"),
              name(Kind.CATALOGUE, "Booking.com", "booking.com"),
              name(Kind.CATALOGUE, "Cash App", "cash.app"),
              name(Kind.CATALOGUE, "Google", "google.com", "gmail.com"),
              name(Kind.CATALOGUE, "楽天", "rakuten.co.jp"),
              name(Kind.CATALOGUE, "Сбербанк", "sberbank.ru"),
              name(Kind.CATALOGUE, "支付宝", "alipay.com"),
              name(Kind.CATALOGUE, "Wells Fargo", "wellsfargo.com"),
              name(Kind.CATALOGUE, "HSBC", "hsbc.com", "hsbc.co.uk"),
              name(Kind.CATALOGUE, "American Express", "americanexpress.com", "aexp.com"),
              name(Kind.CATALOGUE, "Deutsche Post", "deutschepost.de"),
              name(
                  Kind.OWN,
                  "Northwind Traders Ltd",
                  "northwind.example",
                  "northwind-traders.example"),
              name(Kind.PERSON, "Ann Example", "northwind.example"),
              name(Kind.PERSON, "José Müller-García", "northwind.example"),
              name(Kind.PERSON, "山田 太郎", "northwind.example"),
              name(Kind.PERSON, "Иван Петров", "northwind.example"),
              name(Kind.LEARNED, "Contoso Billing", "contoso.test"),
              name(Kind.LEARNED, "Summit", "summit.test"),
              name(Kind.LEARNED, "Fabrikam Industries", "fabrikam-industries.test"),
              name(Kind.LEARNED, "Chris Lee", "mailhost.test"),
              name(Kind.LEARNED, "Michael", "elsewhere.test")));

  private Names() {}

  static ProtectedName name(Kind kind, String name, String... domains) {
    return new ProtectedName(
        name, Arrays.stream(domains).map(DomainName::of).collect(Collectors.toSet()), kind);
  }

  /** "KIND GRADE name", or "-". */
  static String domain(String text) {
    DomainName domain = DomainName.of(text);
    return ALL.likeDomain(domain, HostRelation.organization(domain)).map(Names::words).orElse("-");
  }

  static String display(String text) {
    return ALL.likeName(text).map(Names::words).orElse("-");
  }

  static String words(Likeness likeness) {
    return likeness.kind() + " " + likeness.grade() + " " + likeness.of().name();
  }
}
