/**
 * iprev (RFC 8601 §3): does a name of the client's address lead back to that address?
 *
 * <p>{@link dev.indicia.iprev.Iprev} asks for the address's names and for the addresses of each, up
 * to a limit. It says nothing of whether the name is the one the client gave in HELO, nor whether
 * the client may send mail for anyone. It never throws for what the DNS says: a failed look-up is a
 * temperror, an address without a name a permerror.
 *
 * {@snippet :
 * IprevResult result = Iprev.check(IpAddress.of("192.0.2.25"), resolver);
 * }
 */
@NullMarked
package dev.indicia.iprev;

import org.jspecify.annotations.NullMarked;
