/** Mail of our own users: recognised, and signed by the key of its author's domain. */
@NullMarked
package dev.indicia.gateway.outbound;

import org.jspecify.annotations.NullMarked;
