/** The DNS for Indicia: over the network, through a cache, and from zone files on disk. */
module dev.indicia.resolver {
  requires transitive dev.indicia.protocols;
  requires org.dnsjava;
  requires static org.jspecify;

  exports dev.indicia.resolver;
}
