/** What a person is shown of a message: text as rendered, links, numbers to call, QR codes. */
module dev.indicia.content {
  requires static org.jspecify;
  requires transitive dev.indicia.protocols;
  requires transitive dev.indicia.trust;
  requires com.google.zxing;
  requires java.desktop;

  exports dev.indicia.content;
}
