/** Verdict events: their form, and where they wait for readers. */
module dev.indicia.events {
  requires static org.jspecify;
  requires transitive dev.indicia.protocols;
  requires transitive dev.indicia.trust;

  exports dev.indicia.events;
  exports dev.indicia.events.spool;
}
