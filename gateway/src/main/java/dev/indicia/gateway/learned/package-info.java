/**
 * What the gateway learns, in memory and on the disk: a snapshot, a log of lessons behind it, and
 * lessons that are exchanged with other gateways (docs/reference/serve.md).
 */
@NullMarked
package dev.indicia.gateway.learned;

import org.jspecify.annotations.NullMarked;
