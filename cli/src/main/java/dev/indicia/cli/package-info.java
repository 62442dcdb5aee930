/**
 * The {@code indicia} command: reads messages, zones and options, asks the library, and prints. The
 * only package of the project that prints.
 *
 * <p>{@link dev.indicia.cli.Indicia#run} is the whole command as a function of its arguments and
 * {@link dev.indicia.cli.Streams}; nothing else here touches {@code System.in}, {@code System.out},
 * {@code System.err} or ends the JVM. Reading is one thread, judging is all cores, writing is one
 * thread again ({@link dev.indicia.cli.Pipeline}), so that memory is bounded and the output stands
 * in input order. What a user did wrong is a {@link dev.indicia.cli.UsageException}; input that
 * cannot be read becomes a result with an error in it, and the run goes on.
 */
@NullMarked
package dev.indicia.cli;

import org.jspecify.annotations.NullMarked;
