/**
 * The milter protocol, version 2 to 6: the side of the filter, as Postfix and Sendmail speak to it,
 * and a client for tests. There is no RFC; <a
 * href="../../../../../../../../docs/reference/milter.md">milter.md</a> says what is understood.
 *
 * <p>{@link dev.indicia.gateway.milter.CommandCodec}, {@link
 * dev.indicia.gateway.milter.ResponseCodec}, {@link dev.indicia.gateway.milter.MilterNegotiation}
 * and {@link dev.indicia.gateway.milter.EditPlan} are pure; {@link
 * dev.indicia.gateway.milter.MilterSession} is the state of one connection; {@link
 * dev.indicia.gateway.milter.MilterServer} owns sockets and threads.
 */
@NullMarked
package dev.indicia.gateway.milter;

import org.jspecify.annotations.NullMarked;
