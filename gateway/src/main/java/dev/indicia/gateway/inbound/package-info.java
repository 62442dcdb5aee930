/**
 * Mail from outside: examined, judged, written down, and decided upon by the policy, within limits
 * of time and memory that have an answer each.
 */
@NullMarked
package dev.indicia.gateway.inbound;

import org.jspecify.annotations.NullMarked;
