/**
 * Mail on loopback: a client that says one thing at a time, a sink that keeps what it is given, and
 * real mail systems, each with its configuration, queue and log in a folder of its own.
 *
 * <p>What is installed of the machine's own mail system is neither read nor changed. Mail systems
 * are started as root and are gone when they are closed.
 */
@NullMarked
package dev.indicia.testkit.mail;

import org.jspecify.annotations.NullMarked;
