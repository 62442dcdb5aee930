package dev.indicia.trust.profile;

/**
 * How much profiles hold.
 *
 * @param deliveries those learned from, of all senders
 * @param signatures remembered, to tell a replay by
 * @param callbacks telephone numbers, hosts and wallets that stood in accused messages
 * @param lessons deliveries that can still be corrected
 */
public record ProfileCounts(
    long senders,
    long deliveries,
    long recipients,
    long signatures,
    long callbacks,
    long names,
    long lessons) {}
