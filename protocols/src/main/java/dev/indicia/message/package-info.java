/**
 * The message as received: octets, header fields, addresses, trace fields and MIME structure, all
 * as offsets into the one array of octets (RFC 5322, RFC 6532, RFC 2045, RFC 2046, RFC 2047).
 *
 * <p>What is signed, what is judged and what is shown is read by this package alone, so that no two
 * readers can disagree. Start with {@link dev.indicia.message.Message}; {@link
 * dev.indicia.message.Authors}, {@link dev.indicia.message.AddressList}, {@link
 * dev.indicia.message.Received}, {@link dev.indicia.message.ReturnPath} and {@link
 * dev.indicia.message.MimeStructure} read it further, each only when asked.
 *
 * <p>Nothing here fails. What is wrong is listed as {@link dev.indicia.message.Defect}, {@link
 * dev.indicia.message.AddressDefect} or {@link dev.indicia.message.AuthorFinding}, each with a
 * stable code and an offset; what cannot be read is null or absent; every limit hit is a defect.
 * Time is linear in the size of the input.
 *
 * <p>It does not write messages, does not turn text parts into characters or HTML into text, and
 * does not say what a defect is worth.
 *
 * {@snippet :
 * Message message = Message.stored(octets, MessageLimits.DEFAULT);
 * Authors authors = Authors.of(message);
 * if (authors.has(AuthorAnomaly.Kind.SEVERAL) || authors.has(AuthorAnomaly.Kind.HIDDEN)) {
 *   // More than one identity claims this message.
 * }
 * for (MimePart part : MimeStructure.of(message).parts()) {
 *   byte[] decoded = part.decode(1 << 20).octets();
 * }
 * }
 */
@NullMarked
package dev.indicia.message;

import org.jspecify.annotations.NullMarked;
