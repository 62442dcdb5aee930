/** The verdict: what the proven facts about a message mean for the person it is shown to. */
module dev.indicia.trust {
  requires static org.jspecify;
  requires transitive dev.indicia.protocols;

  exports dev.indicia.trust;
  exports dev.indicia.trust.claim;
  exports dev.indicia.trust.delivery;
  exports dev.indicia.trust.identity;
  exports dev.indicia.trust.profile;
  exports dev.indicia.trust.shown;
  exports dev.indicia.trust.template;
  exports dev.indicia.trust.text;
  exports dev.indicia.trust.words;
}
