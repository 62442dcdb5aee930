/**
 * What is done with a message by its verdict: rules that an operator writes, of which the first
 * that applies counts (docs/reference/policy.md). Pure.
 */
@NullMarked
package dev.indicia.gateway.policy;

import org.jspecify.annotations.NullMarked;
