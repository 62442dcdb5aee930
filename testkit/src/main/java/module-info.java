/** Zones, clocks, messages and a DNS server on loopback, for tests of code that uses Indicia. */
module dev.indicia.testkit {
  requires transitive dev.indicia.protocols;
  requires java.naming;
  requires static org.jspecify;

  exports dev.indicia.testkit;
}
