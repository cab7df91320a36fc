package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.message.ListNews;
import io.mcpctl.servers.api.ServerSessions;

/**
 * What the sessions of all clients have in common.
 *
 * @param trunks upstream sessions that more than one client uses
 * @param lists what servers listed of late
 * @param news tells sessions what they cannot hear themselves
 */
public record Backend(ServerSessions servers, Handshakes handshakes, Trunks trunks, ListCache lists, ListNews news) {}
