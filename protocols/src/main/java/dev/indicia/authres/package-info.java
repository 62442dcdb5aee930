/**
 * Authentication-Results (RFC 8601): reading, writing, and removing those that claim to be ours.
 *
 * <p>{@link dev.indicia.authres.AuthenticationResults#parse} reads one field, strict or lenient:
 * what large receivers write departs from the standard, and lenient reading lists each departure.
 * {@link dev.indicia.authres.AuthenticationResults#format} writes one from which no value can break
 * out. {@link dev.indicia.authres.ForgedResults} finds what came in under our own name (RFC 8601
 * §5).
 *
 * <p>Nothing here believes a field: who wrote it, and whether that writer is trusted, is for the
 * caller to say. Nothing throws for what a field says; a field that cannot be read names the offset
 * and the {@link dev.indicia.authres.AuthresReason}. Results, properties and comments are bounded.
 *
 * {@snippet :
 * MethodResult spf =
 *     MethodResult.of("spf", "pass", new Property("smtp", "mailfrom", "a@shop.example"));
 * String field = AuthenticationResults.of("mx.home.example", List.of(spf)).format();
 * }
 */
@NullMarked
package dev.indicia.authres;

import org.jspecify.annotations.NullMarked;
