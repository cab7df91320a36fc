package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.message.RequestId;
import io.mcpctl.gateway.internal.message.RequestIds;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.Sessions;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Envelope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What a client posted.
 *
 * @param caller who posted it, within the project of the route
 * @param message the body, which may be no message at all
 */
record Posted(Route route, Caller caller, Envelope message, HttpServletRequest in, HttpServletResponse out) {
    /** The session that the headers name; an {@link io.mcpctl.gateway.internal.message.HttpFault} when there is none. */
    Session session(Sessions sessions) {
        return Checks.session(sessions, in, route, caller);
    }

    /** A new id for the request; the client is told it. */
    RequestId called(RequestIds ids) {
        RequestId called = ids.next(in, caller);
        out.setHeader(RequestIds.HEADER, called.correlation());
        return called;
    }
}
