package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.servers.api.ServerSessions;
import java.util.Optional;

/**
 * What client sessions must have in common to be alike for a server.
 *
 * @param caller whom the server knows them by; absent where it makes no difference
 */
record Line(String server, String generation, String capabilities, String revision, Optional<Caller> caller) {

    /** For upstream sessions that are shared: the caller counts where the server asks for it. */
    static Line shared(ServerSessions servers, Session session, String server, String generation) {
        return of(session, server, generation, servers.actsForCallers());
    }

    static Line of(Session session, String server, String generation, boolean byCaller) {
        Hello hello = session.hello();
        return new Line(
                server,
                generation,
                hello.capabilities(),
                hello.revision(),
                byCaller ? Optional.of(session.caller()) : Optional.empty());
    }
}
