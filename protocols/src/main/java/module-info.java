/**
 * E-mail authentication for the JVM: SPF, DKIM, DKIM2, ARC, DMARC, iprev and
 * Authentication-Results, as pure functions of octets, DNS answers and a clock. No dependency
 * beyond {@code java.base}.
 */
module dev.indicia.protocols {
  requires static org.jspecify;

  exports dev.indicia;
  exports dev.indicia.arc;
  exports dev.indicia.authres;
  exports dev.indicia.bimi;
  exports dev.indicia.dkim;
  exports dev.indicia.dkim2;
  exports dev.indicia.dmarc;
  exports dev.indicia.dns;
  exports dev.indicia.evidence;
  exports dev.indicia.idn;
  exports dev.indicia.iprev;
  exports dev.indicia.message;
  exports dev.indicia.report;
  exports dev.indicia.pki;
  exports dev.indicia.spf;
  exports dev.indicia.transport;
}
