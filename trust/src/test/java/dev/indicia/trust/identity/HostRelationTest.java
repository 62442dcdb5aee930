package dev.indicia.trust.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.DomainName;
import org.junit.jupiter.api.Test;

class HostRelationTest {
  @Test
  void relations_areAsInTheTable() {
    String table =
        """
        a.example a.example SAME
        www.a.example a.example SAME
        a.example mail.a.example SAME
        www.brand.example mail.brand.example SAME_ORGANIZATION
        a.b.brand.co.uk brand.co.uk SAME
        a.brand.co.uk b.brand.co.uk SAME_ORGANIZATION
        brand.co.uk other.co.uk NONE
        brand.com.br other.com.br NONE
        x.github.io y.github.io NONE
        x.onmicrosoft.com y.onmicrosoft.com NONE
        brand.example brand.test SAME_LABEL
        www.brand.example shop.brand.co.jp SAME_LABEL
        brand.github.io brand.example NONE
        brand.example brandmail.example EXTENDED_LABEL
        brand.example brand-static.test EXTENDED_LABEL
        cdn-brand.test links.brand.example EXTENDED_LABEL
        brand.example brandusercontent.test EXTENDED_LABEL
        brand.example brand-login.example NONE
        brand.example secure-brand.example NONE
        brand.example brands.example NONE
        brand.example brandbilling.example NONE
        brand.example other.example NONE
        brand.example example NONE
        co.uk brand.co.uk NONE
        mail.example mail.test NONE
        abc.example abc.test NONE
        evil.example brand.example.evil.example SAME
        brand.example brand.example.evil.test NONE
        """;
    for (String row : table.lines().toList()) {
      String[] parts = row.split(" ", -1);
      DomainName a = DomainName.of(parts[0]);
      DomainName b = DomainName.of(parts[1]);
      assertThat(HostRelation.between(a, b)).as(row).isEqualTo(HostRelation.valueOf(parts[2]));
      assertThat(HostRelation.between(b, a)).as(row).isEqualTo(HostRelation.valueOf(parts[2]));
    }
    assertThat(HostRelation.between(DomainName.ROOT, DomainName.of("a.example")))
        .isEqualTo(HostRelation.NONE);
  }
}
