package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Messages;
import java.time.Duration;

/** What an endpoint does with the messages of its sessions. */
public interface Endpoint {
    Duration CALL_LIMIT = Duration.ofMinutes(5);
    Duration REQUEST_LIMIT = Duration.ofMinutes(1);
    byte[] EMPTY = Messages.ascii("{}");

    /** What the servers shall be told about the client. */
    Hello hello(Envelope initialize);

    /** Refuses names that do not exist, with HTTP status 404. */
    void checkExists(Route route);

    /** Notices changes of what the session may use. */
    void refresh(Session session);

    /** Answers {@code initialize} and settles the session's revision; {@code correlation}: what the request is called. */
    byte[] initialize(Session session, Envelope request, String correlation);

    /** Answers any other request; blocks. */
    byte[] answer(Session session, Envelope request, Exchange exchange);

    /** Takes a notification that is no matter of the session itself. */
    void notification(Session session, Envelope notification);

    static Duration limit(String method) {
        return method.equals("tools/call") || method.equals("tasks/result") ? CALL_LIMIT : REQUEST_LIMIT;
    }
}
