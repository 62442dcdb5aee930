package dev.indicia.cli;

import dev.indicia.MailVerifier;
import dev.indicia.Method;
import dev.indicia.content.RenderLimits;
import dev.indicia.content.Renderer;
import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Resolver;
import dev.indicia.gateway.inbound.Examiner;
import dev.indicia.message.MessageLimits;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.Catalogue;
import dev.indicia.trust.Judge;
import dev.indicia.trust.JudgeOptions;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.words.Lexicon;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the library together as the options of {@code check} say. */
final class Judgings {
  private static final List<String> METHODS =
      List.of("spf", "dkim", "dkim2", "arc", "dmarc", "iprev", "bimi");

  /** Images of one message that are looked at for QR codes. */
  private static final int QR_IMAGES_MAX = 8;

  private final Arguments arguments;
  private final CommonOptions common;
  private final Instant now;

  Judgings(Arguments arguments, CommonOptions common, Instant now) {
    this.arguments = arguments;
    this.common = common;
    this.now = now;
  }

  /**
   * What judges.
   *
   * @param dns null when nothing is to be asked
   */
  Judging judging(@Nullable Dns dns, @Nullable String trustedHost, Profiles profiles)
      throws UsageException {
    return judging(examiner(dns), trustedHost, profiles);
  }

  /**
   * What judges by authentication alone: nothing that is shown is looked at, nothing is learned.
   */
  Judging authenticating(@Nullable Dns dns, @Nullable String trustedHost) throws UsageException {
    Examiner full = examiner(dns);
    return judging(new Examiner(full.verifier(), null, full.judge()), trustedHost, null);
  }

  private Judging judging(
      Examiner examiner, @Nullable String trustedHost, @Nullable Profiles profiles)
      throws UsageException {
    return new Judging(
        examiner,
        new Envelopes(session(), arguments.nonEmpty("--received-by")),
        profiles,
        MessageLimits.DEFAULT,
        trustedHost,
        common.at(),
        now);
  }

  /**
   * What examines deliveries.
   *
   * @param dns null when nothing is to be asked
   */
  Examiner examiner(@Nullable Dns dns) throws UsageException {
    VerifierOptions options = VerifierOptions.of(arguments, common);
    Resolver resolver = dns == null ? Judgings::refuse : dns.resolver();
    MailVerifier.Builder verifier =
        MailVerifier.builder(resolver)
            .methods(methods(arguments.nonEmpty("--methods")))
            .spf(options.spf())
            .dkim(options.dkim())
            .dkim2(options.dkim2())
            .arc(options.arc())
            .dmarc(options.dmarc())
            .cryptography(new Cryptography());
    if (dns == null || !dns.network()) {
      verifier.answersFromRecords();
    }
    // Files that the configuration names are read now, so that what is wrong with them is said.
    List<Path> files = common.config().catalogue();
    Catalogue catalogue = files.isEmpty() ? null : Catalogues.of(files);
    return new Examiner(
        verifier.build(),
        new Renderer(RenderLimits.DEFAULT.withQrImagesMax(QR_IMAGES_MAX)),
        new Judge(
            new JudgeOptions(
                common.config().ownDomains(),
                new Names(common.config(), catalogue),
                Lexicon.standard(),
                common.config().trusted(),
                common.config().thresholds(),
                catalogue == null ? Catalogues::addresses : () -> catalogue)));
  }

  private static Answer refuse(dev.indicia.dns.Question question) {
    return new Answer.Failed(question, DnsFailure.REFUSED, "nothing is asked in archive mode");
  }

  private SmtpSession session() throws UsageException {
    String mailFrom = arguments.text("--mail-from");
    return new SmtpSession(
        arguments.address("--client-ip"),
        arguments.text("--helo"),
        mailFrom == null ? null : Envelopes.withoutBrackets(mailFrom),
        arguments.texts("--rcpt-to").stream().map(Envelopes::withoutBrackets).toList());
  }

  private static Set<Method> methods(@Nullable String list) throws UsageException {
    if (list == null) {
      return EnumSet.allOf(Method.class);
    }
    Set<Method> methods = EnumSet.noneOf(Method.class);
    for (String word : list.split(",", -1)) {
      String method = Arguments.oneOf("--methods", word.strip(), METHODS);
      methods.add(Method.valueOf(method.toUpperCase(Locale.ROOT)));
    }
    return methods;
  }
}
