package dev.indicia.conformance;

import dev.indicia.dkim2.Dkim2Draft;
import dev.indicia.evidence.Strictness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All suites, in the order of the table. */
final class Suites {
  /** Where every delivery is too much: one in so many. */
  static final int NOTIFY_STEP = 10;

  private Suites() {}

  /**
   * The suites of the data that are there.
   *
   * @param corpora the public test data
   * @param notify the folder of the labelled stream
   * @param peers other implementations that are installed
   * @param full all of the stream instead of a part
   */
  static List<Suite> of(
      Optional<Corpora> corpora, Optional<Path> notify, List<Peer> peers, boolean full) {
    List<Suite> suites = new ArrayList<>();
    corpora.ifPresent(data -> addPublic(suites, data));
    peers.forEach(peer -> suites.add(new PeerSuite(peer, corpora)));
    notify.ifPresent(folder -> suites.add(new NotifySuite(folder, full ? 1 : NOTIFY_STEP)));
    return suites;
  }

  private static void addPublic(List<Suite> suites, Corpora data) {
    suites.add(new SpfSuite("spf rfc7208", data, "spf/rfc7208-tests.yml"));
    suites.add(new SpfSuite("spf pyspf", data, "spf/pyspf-extra-tests.yml"));
    for (Strictness strictness : Strictness.values()) {
      String mode = strictness == Strictness.LENIENT ? ", lenient" : ", strict";
      List<String> samples = List.of("dkim/rfc-samples/", "auth-results/", "bimi/messages/");
      List<String> providers = List.of("dkim/provider-signed/");
      List<String> rest =
          List.of("dkim/dkimpy/", "dkim/mail", "dkim/spamassassin/", "dmarc/", "mail/");
      suites.add(
          new DkimSuite("dkim rfc samples" + mode, data, strictness, samples, Referees::agreed));
      suites.add(
          new DkimSuite("dkim providers" + mode, data, strictness, providers, Referees::agreed));
      suites.add(new DkimSuite("dkim others" + mode, data, strictness, rest, Referees::agreed));
      suites.add(
          new DkimSuite("dkim rfc8463" + mode, data, strictness, List.of(), Referees::ed25519));
      suites.add(
          new DkimSuite("dkim odd forms" + mode, data, strictness, List.of(), Referees::odd));
      suites.add(new ListSuite(data, strictness));
    }
    for (Strictness strictness : Strictness.values()) {
      suites.add(new ArcSuite(data, strictness));
      suites.add(new ArcListSuite(data, strictness));
    }
    for (String maker : List.of("golden/expected", "interop/python/expected")) {
      suites.add(
          new Dkim2Suite(data, Dkim2Draft.DRAFT_02, "dkim2/spec-02-turscar/" + maker, false));
    }
    suites.add(new Dkim2Suite(data, Dkim2Draft.PINNED, "dkim2/interop-2025-11-early-draft", true));
    suites.add(new PublicSuffixSuite(data));
    suites.add(new DmarcSuite(data));
    suites.add(new AuthresSuite(data));
    suites.add(
        new RobustnessSuite(
            "robust: small sets",
            data,
            List.of("mime", "mail", "auth-results", "dmarc", "dkim", "dkim2", "bimi", "tlsrpt"),
            ""));
    suites.add(new RobustnessSuite("robust: lists", data, List.of(), "corpora/lists/lists.tar.xz"));
    suites.add(
        new RobustnessSuite(
            "robust: phishing", data, List.of(), "corpora/phishing_pot/phishing_pot.tar.xz"));
    suites.add(
        new RobustnessSuite(
            "robust: 2002",
            data,
            List.of(),
            "corpora/spamassassin/spamassassin-public-corpus.tar.xz"));
  }
}
