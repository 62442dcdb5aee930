/** The gateway over HTTP: one message checked at a time, health, and metrics. */
@NullMarked
package dev.indicia.gateway.http;

import org.jspecify.annotations.NullMarked;
