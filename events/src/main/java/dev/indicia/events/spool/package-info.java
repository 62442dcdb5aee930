/**
 * Where events wait for their readers: append-only segment files in one folder, written by one
 * process and read by any number at their own pace (docs/reference/events.md). Knows octets only.
 */
@NullMarked
package dev.indicia.events.spool;

import org.jspecify.annotations.NullMarked;
