/**
 * Certificates as transport security and BIMI see them: for which hosts, issued by whom, and what
 * stands in an extension. The JDK's own path validation does the work; nothing is fetched.
 */
@NullMarked
package dev.indicia.pki;

import org.jspecify.annotations.NullMarked;
