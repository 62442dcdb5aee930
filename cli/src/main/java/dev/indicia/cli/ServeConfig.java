package dev.indicia.cli;

import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim2.Dkim2Draft;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpNetwork;
import dev.indicia.gateway.banner.BannerTexts;
import dev.indicia.gateway.outbound.KeyTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wrote below {@code serve} (docs/reference/serve.md). Immutable.
 *
 * @param options values of command-line options that were not given there, by their name without
 *     hyphens before it
 * @param policy file of the policy; null for none
 * @param ownNetworks addresses whose mail is that of our own users
 * @param submissionListeners the mail system's names for listeners whose mail is that of our own
 *     users
 * @param signing their keys
 * @param seal key for ARC Sets; null adds none
 * @param dkim2 draft of DKIM2 hops; null adds none
 * @param language of recipients without one of their own
 * @param languages of recipients, by domain
 * @param hashedAddresses whether logs hold hashes instead of addresses
 * @param exchange folder over which lessons are exchanged with other gateways; null for none
 * @param name what this gateway is called among them; null for its host's name
 * @param authenticationAlone whether nothing is looked at but who is proven
 * @param limits of everything; they count from the start on
 * @param filter the SMTP filter
 * @param journal copies by SMTP; null for none
 * @param mailboxes that are read
 */
record ServeConfig(
    Map<String, String> options,
    @Nullable Path policy,
    List<IpNetwork> ownNetworks,
    Set<String> submissionListeners,
    List<KeyTable.Entry> signing,
    @Nullable DkimSigningKey seal,
    @Nullable Dkim2Draft dkim2,
    String language,
    Map<DomainName, String> languages,
    boolean hashedAddresses,
    @Nullable Path exchange,
    @Nullable String name,
    boolean authenticationAlone,
    ServeLimits limits,
    FilterConfig filter,
    @Nullable JournalConfig journal,
    List<MailboxConfig> mailboxes) {
  /** Nothing written. */
  static final ServeConfig EMPTY =
      new ServeConfig(
          Map.of(),
          null,
          List.of(),
          Set.of(),
          List.of(),
          null,
          null,
          BannerTexts.FALLBACK,
          Map.of(),
          false,
          null,
          null,
          false,
          ServeLimits.DEFAULT,
          FilterConfig.NONE,
          null,
          List.of());

  ServeConfig {
    options = Map.copyOf(options);
    ownNetworks = List.copyOf(ownNetworks);
    submissionListeners = Set.copyOf(submissionListeners);
    signing = List.copyOf(signing);
    languages = Map.copyOf(languages);
    mailboxes = List.copyOf(mailboxes);
  }
}
