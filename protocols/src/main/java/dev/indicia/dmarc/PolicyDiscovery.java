package dev.indicia.dmarc;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import org.jspecify.annotations.Nullable;

/**
 * What the discovery for one domain found.
 *
 * @param organizationalDomain null when a failed look-up stands in the way
 * @param recordDomain the domain whose record applies; null when none was found
 * @param record that record
 * @param failure the failed look-up that ended discovery; null when there is none
 * @param several whether a name had several records
 * @param malformed whether a record could not be interpreted
 */
record PolicyDiscovery(
    @Nullable DomainName organizationalDomain,
    @Nullable DomainName recordDomain,
    @Nullable DmarcRecord record,
    Answer.@Nullable Failed failure,
    boolean several,
    boolean malformed) {}
