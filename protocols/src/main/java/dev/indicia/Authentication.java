package dev.indicia;

import dev.indicia.arc.ArcResult;
import dev.indicia.bimi.BimiResult;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dns.RecordedAnswer;
import dev.indicia.iprev.IprevResult;
import dev.indicia.message.Authors;
import dev.indicia.spf.SpfResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which identities of a message are authenticated, by what, and on which evidence. Facts only:
 * nothing here says what to do with the message. Immutable.
 *
 * @param source whether we verified this, or a trusted receiver recorded it
 * @param recordedBy who recorded this: an authserv-id or a host name; null when verified, or when
 *     nothing of that receiver was found
 * @param authors every mailbox of RFC5322.From
 * @param spfMailFrom SPF for RFC5321.MailFrom; null when not evaluated: no client address, or a
 *     null reverse-path
 * @param spfHelo SPF for RFC5321.HELO; null when not evaluated
 * @param dkim one result for each DKIM-Signature field, top first, up to the limit; null when not
 *     evaluated
 * @param arc our own validation of the chain, no trust in it; null when not evaluated
 * @param dmarc null when not evaluated
 * @param iprev null when not evaluated: no client address
 * @param bimi null when not evaluated: DMARC was not
 * @param dns every DNS answer used, each question once, in the order asked
 */
public record Authentication(
    Source source,
    @Nullable String recordedBy,
    Authors authors,
    @Nullable SpfResult spfMailFrom,
    @Nullable SpfResult spfHelo,
    @Nullable List<DkimResult> dkim,
    @Nullable ArcResult arc,
    @Nullable DmarcResult dmarc,
    @Nullable IprevResult iprev,
    @Nullable BimiResult bimi,
    List<RecordedAnswer> dns) {
  public Authentication {
    dkim = dkim == null ? null : List.copyOf(dkim);
    dns = List.copyOf(dns);
  }

  /** The same without BIMI. */
  public Authentication(
      Source source,
      @Nullable String recordedBy,
      Authors authors,
      @Nullable SpfResult spfMailFrom,
      @Nullable SpfResult spfHelo,
      @Nullable List<DkimResult> dkim,
      @Nullable ArcResult arc,
      @Nullable DmarcResult dmarc,
      @Nullable IprevResult iprev,
      List<RecordedAnswer> dns) {
    this(source, recordedBy, authors, spfMailFrom, spfHelo, dkim, arc, dmarc, iprev, null, dns);
  }

  /** Where the results come from. */
  public enum Source {
    /** We evaluated them. */
    VERIFIED("verified"),
    /** A trusted receiver recorded them in an Authentication-Results field. */
    RECORDED("recorded");

    private final String word;

    Source(String word) {
      this.word = word;
    }

    /** The word used in JSON. */
    public String word() {
      return word;
    }
  }

  /**
   * The SPF result that DMARC uses: MAIL FROM's, with a null reverse-path HELO's (RFC 7208 §2.4).
   */
  public @Nullable SpfResult spf() {
    return spfMailFrom != null ? spfMailFrom : spfHelo;
  }
}
