/**
 * The verdict as data: the object that {@code indicia check --json} prints, which is also what an
 * event holds. Writers only; nothing here reads a file or a clock.
 */
@NullMarked
package dev.indicia.events;

import org.jspecify.annotations.NullMarked;
