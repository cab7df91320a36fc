package io.mcpctl.gateway.internal.message;

/**
 * What one request of a client is called.
 *
 * @param own by this daemon alone
 * @param correlation in the audit events, log lines and upstream requests that it causes, at all tiers; the own one, unless
 *     the tier before has given one
 */
public record RequestId(String own, String correlation) {}
