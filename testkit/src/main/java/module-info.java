/**
 * Zones, clocks, messages, DNS and mail servers on loopback, for tests of code that uses Indicia.
 */
module dev.indicia.testkit {
  requires transitive dev.indicia.protocols;
  requires java.naming;
  requires static org.jspecify;

  exports dev.indicia.testkit;
  exports dev.indicia.testkit.mail;
}
