package dev.indicia.bimi;

import dev.indicia.dmarc.DmarcResult;
import org.jspecify.annotations.Nullable;

/**
 * What BIMI looks at of a message. Immutable.
 *
 * @param singleAuthor whether there is one From field with one mailbox that has a domain name
 * @param localPart of that mailbox; null without one
 * @param dmarc for the domain of that mailbox
 * @param selectorField body of the only BIMI-Selector field, if a DKIM signature that passes and is
 *     aligned covers it (BIMI §5.5); null in every other case
 */
public record BimiMessage(
    boolean singleAuthor,
    @Nullable String localPart,
    DmarcResult dmarc,
    @Nullable String selectorField) {}
