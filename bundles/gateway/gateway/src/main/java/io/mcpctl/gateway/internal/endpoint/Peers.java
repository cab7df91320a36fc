package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.bridge.BridgedPeer;
import io.mcpctl.gateway.internal.bridge.BridgedTasks;
import io.mcpctl.gateway.internal.bridge.Bridges;
import io.mcpctl.gateway.internal.bridge.ParkedCalls;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.gateway.internal.stateless.DirectPeer;
import io.mcpctl.gateway.internal.stateless.Peer;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.servers.api.ServerSessions;
import io.mcpctl.upstream.api.Era;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the way to servers for clients of the stateless era: their own one where the server speaks it. */
public final class Peers {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

    private final ServerSessions servers;
    private final Bridges bridges;
    private final ParkedCalls parked;
    private final BridgedTasks tasks;
    private final ToolHeaders headers;

    public Peers(ServerSessions servers, Bridges bridges, ParkedCalls parked, BridgedTasks tasks) {
        this.tasks = tasks;
        this.servers = servers;
        this.bridges = bridges;
        this.parked = parked;
        this.headers = new ToolHeaders(servers::generation);
    }

    Peer peer(String server, Ask ask) {
        return isStateless(server, ask.caller())
                ? new DirectPeer(server, servers.stateless(server, ask.caller()))
                : new BridgedPeer(bridges.session(ask), server, parked, tasks);
    }

    /** Sends a request to a server, if its headers are as that wants them. */
    byte[] request(String server, Ask ask) {
        Peer peer = peer(server, ask);
        if (!peer.checksHeaders() && ask.request().is(Member.METHOD, "\"tools/call\"")) {
            headers.check(peer, ask);
        }
        return peer.request(ask);
    }

    private boolean isStateless(String server, Caller caller) {
        return servers.eras(server, caller).contains(Era.STATELESS);
    }

    /** Sends a notification; without a connection nobody waits for it. */
    void notify(Caller caller, String server, byte[] notification) {
        try {
            if (isStateless(server, caller)) {
                servers.stateless(server, caller).send(notification);
            }
        } catch (ProblemException e) {
            LOG.atDebug().addKeyValue("server", server).setCause(e).log("notification not sent");
        }
    }
}
