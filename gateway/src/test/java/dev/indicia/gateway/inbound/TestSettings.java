package dev.indicia.gateway.inbound;

import dev.indicia.MailVerifier;
import dev.indicia.content.RenderLimits;
import dev.indicia.content.Renderer;
import dev.indicia.dns.Resolver;
import dev.indicia.trust.Judge;
import dev.indicia.trust.JudgeOptions;

/** The settings of a gateway that watches, with nothing configured but its DNS. */
public final class TestSettings {
  private TestSettings() {}

  /** As mx.b.example, with the DNS of that resolver. */
  public static GatewaySettings of(Resolver dns) {
    return GatewaySettings.of(
        new Examiner(
            MailVerifier.builder(dns).build(),
            new Renderer(RenderLimits.DEFAULT),
            new Judge(JudgeOptions.DEFAULT)),
        "mx.b.example");
  }
}
