/**
 * Transport security between mail servers: may this delivery go to this mail exchanger, and what
 * must the server there prove?
 *
 * <p>{@link dev.indicia.transport.StsPolicy} is MTA-STS (RFC 8461), {@link
 * dev.indicia.transport.TlsaSelection} and {@link dev.indicia.transport.DaneResult} are DANE for
 * SMTP (RFC 7672), {@link dev.indicia.transport.TlsReportingRecord} says where reports go (RFC
 * 8460), and {@link dev.indicia.transport.DeliverySecurity} says which of them governs, REQUIRETLS
 * (RFC 8689) included.
 *
 * <p>Nothing is fetched here: policies, certificates and trust anchors come in as values, answers
 * of the DNS through a {@link dev.indicia.dns.Resolver}. Nothing throws for what they say; each
 * outcome that is no success names its {@link dev.indicia.transport.TransportReason}.
 */
@NullMarked
package dev.indicia.transport;

import org.jspecify.annotations.NullMarked;
