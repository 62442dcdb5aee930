/**
 * What tests of mail authentication need: a clock that stands still, messages without ceremony,
 * resolvers that record or fail, and a DNS server on loopback; mail servers are in {@link
 * dev.indicia.testkit.mail}.
 *
 * <p>Answers without a network come from {@link dev.indicia.dns.Zone}; {@link
 * dev.indicia.testkit.LoopbackDns} serves such a zone over UDP and TCP to test a resolver. Nothing
 * here is meant for production, nothing leaves the machine.
 *
 * <pre>{@code
 * Zone zone = Zone.builder().txt("a.example", "v=spf1 ip4:192.0.2.1 -all").build();
 * RecordingResolver resolver = new RecordingResolver(zone);
 * byte[] message = TestMessage.from("alice@a.example").subject("Hello").body("Hi.").octets();
 * }</pre>
 */
@NullMarked
package dev.indicia.testkit;

import org.jspecify.annotations.NullMarked;
