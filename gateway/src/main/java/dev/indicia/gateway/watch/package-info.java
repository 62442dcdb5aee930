/** What an operator sees of the gateway: numbers and log lines. */
@NullMarked
package dev.indicia.gateway.watch;

import org.jspecify.annotations.NullMarked;
