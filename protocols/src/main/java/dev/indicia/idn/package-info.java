/**
 * Internationalized domain names: conversion between A-labels ({@code xn--fa-hia}) and U-labels
 * ({@code faß}).
 *
 * <p><b>Standard.</b> UTS #46, non-transitional processing, of Unicode 18.0, on top of Punycode,
 * RFC 3492, the contextual rules for joiners, RFC 5892 §A, and the Bidi Rule, RFC 5893 §2. E-mail
 * authentication needs it by RFC 8616 §3: names in internationalized messages may be U-labels,
 * while the DNS and every comparison want A-labels.
 *
 * <p><b>Use.</b>
 *
 * <pre>{@code
 * String ascii = switch (Idn.toAscii("faß.example")) {
 *   case IdnResult.Valid valid -> valid.text();              // xn--fa-hia.example
 *   case IdnResult.Invalid invalid -> refuse(invalid.errors());
 * };
 * }</pre>
 *
 * <p><b>Failure.</b> Whatever the input, the answer is a {@link dev.indicia.idn.IdnResult}; {@link
 * dev.indicia.idn.IdnError} names each step that can fail. Results equal those of ICU4J 79.1 with
 * {@code NONTRANSITIONAL_TO_ASCII | NONTRANSITIONAL_TO_UNICODE | CHECK_BIDI | CHECK_CONTEXTJ}, but
 * for two bounds: inputs over 1000 code points and, in both directions, A-labels over 63 octets are
 * errors.
 *
 * <p><b>What it does not do.</b>
 *
 * <ul>
 *   <li>No STD3 rules: every ASCII code point is allowed, the underscore of {@code _dmarc} as well
 *       as a space. {@code toUnicode} of a name one wants to show may still need escaping.
 *   <li>No CONTEXTO rules, RFC 5892 §A.3 to §A.9. They are no criterion of UTS #46, and RFC 5891
 *       §5.4 does not ask them of a lookup; they are for registries.
 *   <li>No IDNA2008 repertoire: UTS #46 maps, and allows symbols and emoji that RFC 5892 does not.
 *   <li>No confusable detection (UTS #39) and no transitional processing.
 *   <li>No underscore labels before right-to-left names: {@code _dmarc} begins with no letter,
 *       which the Bidi Rule asks of every label of a Bidi domain name. Convert the name first, then
 *       put the label in front of its ASCII form.
 * </ul>
 *
 * <p><b>Data.</b> {@code idna-table.txt} is generated from ICU4J by {@code IdnTableGenerator} in
 * the test tree. It carries all of Unicode this package uses, NFC included, so that results do not
 * change with the JDK. It is read on the first name that is not plain ASCII.
 */
@NullMarked
package dev.indicia.idn;

import org.jspecify.annotations.NullMarked;
