package dev.indicia.cli;

import dev.indicia.Authentication;
import dev.indicia.arc.ArcResult;
import dev.indicia.bimi.BimiResult;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.events.PlainText;
import dev.indicia.iprev.IprevResult;
import dev.indicia.message.Mailbox;
import dev.indicia.spf.SpfResult;
import dev.indicia.trust.Direction;
import dev.indicia.trust.Finding;
import dev.indicia.trust.Layer;
import dev.indicia.trust.Proof;
import dev.indicia.trust.Strength;
import dev.indicia.trust.Verdict;
import dev.indicia.trust.VerdictKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Results of {@code check} for people: a block for each of a few messages, a line for each of many.
 */
final class CheckText {
  private static final int AUTHOR_WIDTH = 40;

  private final Style style;
  private final boolean explain;

  CheckText(Style style, boolean explain) {
    this.style = style;
    this.explain = explain;
  }

  /** Everything about one message. */
  String block(Judged.Judgement judgement) {
    Verdict verdict = judgement.verdict();
    Authentication authentication = judgement.authentication();
    StringBuilder out = new StringBuilder(1024);
    VerdictKind suspected = verdict.suspected();
    out.append(style.verdict(verdict.kind()));
    if (suspected != null) {
      out.append(" of being ").append(suspected.word());
    }
    out.append("  ").append(PlainText.of(judgement.id())).append('\n');
    out.append("  From   ").append(authors(authentication)).append('\n');
    Finding why = decisive(verdict);
    if (why != null) {
      out.append("  Why    ").append(PlainText.of(why.summary()));
      if (verdict.failingLayer() != Layer.NONE) {
        out.append(" [").append(verdict.failingLayer().name()).append(']');
      }
      out.append('\n');
    }
    String recordedBy = authentication.recordedBy();
    if (recordedBy != null) {
      out.append("  Recorded by ")
          .append(PlainText.of(recordedBy))
          .append("; nothing was verified.\n");
    }
    results(out, judgement);
    findings(out, verdict, why);
    if (explain) {
      new ResultText(out, style, true).dns(authentication.dns());
    }
    return out.append('\n').toString();
  }

  private void results(StringBuilder out, Judged.Judgement judgement) {
    Authentication authentication = judgement.authentication();
    DmarcResult dmarc = authentication.dmarc();
    ResultText results = new ResultText(out, style, explain);
    SpfResult mailFrom = authentication.spfMailFrom();
    if (mailFrom != null) {
      results.spf(mailFrom, dmarc);
    }
    SpfResult helo = authentication.spfHelo();
    if (helo != null) {
      // With a reverse-path the HELO identity is no identifier of DMARC's.
      results.spf(helo, mailFrom == null ? dmarc : null);
    }
    List<DkimResult> signatures = authentication.dkim();
    if (signatures != null) {
      for (DkimResult signature : signatures) {
        results.dkim(signature, judgement.at(), dmarc);
      }
      if (signatures.isEmpty()) {
        out.append("  DKIM   ").append(style.result("none")).append(" there is no signature\n");
      }
    }
    Dkim2Result dkim2 = authentication.dkim2();
    if (dkim2 != null) {
      results.dkim2(dkim2);
    }
    ArcResult arc = authentication.arc();
    if (arc != null) {
      results.arc(arc);
    }
    if (dmarc != null) {
      results.dmarc(dmarc);
    }
    IprevResult iprev = authentication.iprev();
    if (iprev != null) {
      results.iprev(iprev);
    }
    BimiResult bimi = authentication.bimi();
    // Nearly every message is without; that alone is not worth a line.
    if (bimi != null && (explain || bimi.basis().record() != null)) {
      results.bimi(bimi);
    }
  }

  private void findings(StringBuilder out, Verdict verdict, @Nullable Finding shown) {
    for (Finding finding : verdict.findings()) {
      if (finding.equals(shown) && !explain) {
        continue;
      }
      out.append("  ").append(style.faint(finding.direction().word())).append(' ');
      out.append(PlainText.of(finding.summary()));
      out.append(
          style.faint(" (" + finding.code().code() + ", " + finding.strength().word() + ")"));
      out.append('\n');
      if (explain) {
        for (Proof proof : finding.evidence()) {
          out.append("    ").append(PlainText.of(proof.kind())).append(": ");
          out.append(PlainText.of(proof.value()));
          if (proof.offset() != null) {
            out.append(" (octet ").append(proof.offset()).append(')');
          }
          out.append('\n');
        }
      }
    }
  }

  /** The finding that says most for the verdict; the first of equals. */
  private static @Nullable Finding decisive(Verdict verdict) {
    Finding best = null;
    for (Finding finding : verdict.findings()) {
      boolean contrary =
          verdict.kind() == VerdictKind.GENUINE && finding.direction() == Direction.AGAINST;
      if (contrary) {
        continue;
      }
      if (best == null || rank(finding, verdict) > rank(best, verdict)) {
        best = finding;
      }
    }
    return best;
  }

  private static int rank(Finding finding, Verdict verdict) {
    boolean sameLayer = finding.layer() == verdict.failingLayer() && finding.layer() != Layer.NONE;
    return finding.strength().ordinal() + (sameLayer ? Strength.values().length : 0);
  }

  private static String authors(Authentication authentication) {
    List<Mailbox> mailboxes = authentication.authors().mailboxes();
    if (mailboxes.isEmpty()) {
      return "(no author)";
    }
    StringBuilder out = new StringBuilder();
    for (Mailbox mailbox : mailboxes.subList(0, Math.min(3, mailboxes.size()))) {
      String name = mailbox.displayName();
      out.append(out.isEmpty() ? "" : ", ");
      if (name != null && !name.isEmpty()) {
        out.append('"').append(PlainText.of(name, 80)).append("\" ");
      }
      out.append('<').append(PlainText.of(mailbox.address())).append('>');
    }
    return mailboxes.size() > 3 ? out + " and " + (mailboxes.size() - 3) + " more" : out.toString();
  }

  /** One line about one message. */
  String line(Judged.Judgement judgement) {
    Authentication authentication = judgement.authentication();
    List<Mailbox> mailboxes = authentication.authors().mailboxes();
    String author = mailboxes.isEmpty() ? "-" : mailboxes.getFirst().address();
    SpfResult spf = authentication.spf();
    DmarcResult dmarc = authentication.dmarc();
    String verdict = style.verdict(judgement.verdict().kind());
    int padding = "IMPERSONATED".length() - judgement.verdict().kind().word().length();
    return verdict
        + " ".repeat(padding)
        + String.format(
            Locale.ROOT,
            "  spf=%-9s dkim=%-9s dmarc=%-9s"
                + arcColumn(authentication)
                + "  %-"
                + AUTHOR_WIDTH
                + "s  ",
            spf == null ? "-" : spf.word(),
            dkimWord(authentication.dkim()),
            dmarc == null ? "-" : dmarc.word(),
            PlainText.of(author, AUTHOR_WIDTH - 1))
        + PlainText.of(judgement.id())
        + "\n";
  }

  /** A column of its own only where there is a chain. */
  private static String arcColumn(Authentication authentication) {
    ArcResult arc = authentication.arc();
    return arc == null || arc instanceof ArcResult.None ? "" : " arc=" + arc.word();
  }

  private static String dkimWord(@Nullable List<DkimResult> signatures) {
    if (signatures == null) {
      return "-";
    }
    for (DkimResult signature : signatures) {
      if (signature instanceof DkimResult.Pass) {
        return "pass";
      }
    }
    return signatures.isEmpty() ? "none" : signatures.getFirst().word();
  }

  /** The numbers at the end, when there were many messages. */
  static String summary(Tally tally, Duration elapsed) {
    StringBuilder out = new StringBuilder("\n");
    for (VerdictKind kind : VerdictKind.values()) {
      if (tally.of(kind) > 0) {
        out.append(String.format(Locale.ROOT, "%12s %,12d%n", kind.word(), tally.of(kind)));
      }
    }
    if (tally.unreadable() > 0) {
      out.append(String.format(Locale.ROOT, "%12s %,12d%n", "unreadable", tally.unreadable()));
    }
    double seconds = Math.max(1, elapsed.toMillis()) / 1000.0;
    out.append(
        String.format(
            Locale.ROOT,
            "%12s %,12d  in %s (%,.0f/s)%n",
            "messages",
            tally.total(),
            Progress.clockText(elapsed),
            tally.total() / seconds));
    return out.toString();
  }
}
