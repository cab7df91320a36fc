package io.mcpctl.gateway.internal;

/**
 * What one request of a client is called.
 *
 * @param own by this daemon alone
 * @param correlation in the audit events, log lines and upstream requests that it causes, at all tiers; the own one, unless
 *     the tier before has given one
 */
record RequestId(String own, String correlation) {}
