/** Verdict events: their form. */
module dev.indicia.events {
  requires static org.jspecify;
  requires transitive dev.indicia.protocols;
  requires transitive dev.indicia.trust;
  requires tools.jackson.core;

  exports dev.indicia.events;
}
