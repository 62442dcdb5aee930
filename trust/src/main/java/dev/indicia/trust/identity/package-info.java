/**
 * Who a domain or a display name pretends to be, as far as names alone tell. Pure functions over
 * names; who is proven to have sent a message is not known here.
 */
@NullMarked
package dev.indicia.trust.identity;

import org.jspecify.annotations.NullMarked;
