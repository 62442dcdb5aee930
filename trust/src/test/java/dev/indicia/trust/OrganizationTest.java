package dev.indicia.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganizationTest {
  @ParameterizedTest
  @CsvSource({
    "a.example, a.example",
    "mail.a.example, a.example",
    "x.y.a.example, a.example",
    "a.co.uk, a.co.uk",
    "mail.a.co.uk, a.co.uk",
    "mail.a.com.br, a.com.br",
    "com.br, com.br",
    "co.example, co.example",
    "mail.co.example, co.example",
    "localhost, localhost",
    ".example, .example"
  })
  void organization_isTheNameBelowThePublicSuffix(String host, String organization) {
    assertThat(Organization.of(host)).isEqualTo(organization);
  }

  @ParameterizedTest
  @CsvSource({
    "mail.a.example, www.a.example, true",
    "a.example, b.example, false",
    "a.co.uk, b.co.uk, false",
    "shop.a.co.uk, a.co.uk, true"
  })
  void same_isTold(String one, String other, boolean same) {
    assertThat(Organization.isSame(one, other)).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource({
    "www.a.example, a.example",
    "click.a.example, a.example",
    "tenant.a.example, tenant.a.example",
    "www.tenant.a.example, tenant.a.example",
    "www.example, www.example",
    "a.example, a.example"
  })
  void site_leavesOutTheService(String host, String site) {
    assertThat(Organization.site(host)).isEqualTo(site);
  }
}
