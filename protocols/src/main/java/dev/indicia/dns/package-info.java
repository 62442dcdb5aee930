/**
 * What the protocols ask of the DNS, and the answers they can be given.
 *
 * <p>{@link dev.indicia.dns.Resolver} is one interface with one method: a {@link
 * dev.indicia.dns.Question} goes in, an {@link dev.indicia.dns.Answer} comes out. An answer is
 * never null and never an exception: "no such name", "no data" and "failed" are values, because RFC
 * 7208 §2.6, RFC 6376 §6.1.2 and RFC 9989 treat them differently.
 *
 * <p>This package holds no network code. {@link dev.indicia.dns.Zone} answers from memory, {@link
 * dev.indicia.dns.Lookups} remembers, counts and records what one message asked.
 *
 * <h2>Zone files</h2>
 *
 * <p>{@link dev.indicia.dns.Zone#parse Zone.parse} reads RFC 1035 §5 master files with {@code
 * $ORIGIN}, {@code $TTL} (RFC 2308 §4), {@code $INCLUDE}, and data in the generic form of RFC 3597
 * §5. A TTL may have units ("1h30m"); class IN is understood where none is given; no SOA record is
 * needed. Before the first {@code $ORIGIN} names are relative to the root: {@code a.example} is
 * {@code a.example.} Names may hold U-labels. A, AAAA, CNAME, MX, PTR, TLSA and TXT records are
 * answered; a record of another assigned type only makes its name exist. A quoted string may be
 * longer than 255 octets. Two lines are our own:
 *
 * <ul>
 *   <li>{@code $FAIL name [type] timeout|servfail}: questions for exactly that name (and type)
 *       fail, whatever records there are. The name exists. A wildcard ({@code *.a.example}) makes
 *       those names fail for which it would be the source of synthesis (RFC 4592 §3.3.1).
 *   <li>{@code $SECURE name}: answers at and below the name count as validated by DNSSEC, negative
 *       ones too; a chain of CNAME records is secure where each of its names is.
 * </ul>
 *
 * <pre>{@code
 * $ORIGIN a.example.
 * $TTL 1h
 * @            MX   10 mail
 *              TXT  "v=spf1 mx -all"
 * mail         A    192.0.2.1
 * _dmarc       TXT  ( "v=DMARC1; "    ; two strings,
 *                     "p=reject" )    ; joined without a blank
 * $FAIL slow TXT timeout
 * }</pre>
 *
 * <p>A defect in the file is a {@link dev.indicia.dns.ZoneSyntaxException} with file, line and
 * column; size, records and depth of inclusion are bounded by {@link dev.indicia.dns.ZoneLimits}.
 */
@NullMarked
package dev.indicia.dns;

import org.jspecify.annotations.NullMarked;
