package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.catalogue.Offer;
import io.mcpctl.gateway.internal.catalogue.OfferedTools;
import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.session.Exchange;
import io.mcpctl.gateway.internal.session.Link;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.Projects;
import io.mcpctl.servers.api.ServerSessions;

/** One server, transparently: every request and notification goes to it as it is. */
final class ServerEndpoint implements Endpoint {
    private final ServerSessions servers;
    private final Projects projects;

    ServerEndpoint(ServerSessions servers, Projects projects) {
        this.servers = servers;
        this.projects = projects;
    }

    @Override
    public Hello hello(Envelope initialize) {
        return Hello.relayed(initialize);
    }

    @Override
    public void checkExists(Route route) {
        String name = route.name();
        try {
            servers.generation(name);
        } catch (ProblemException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                throw new HttpFault(404, "server \"" + name + "\" is not known; see \"get servers\"");
            }
            throw e;
        }
    }

    @Override
    public void refresh(Session session) {
        // A server that was replaced ends its sessions itself; the next request opens a new one.
        if (session.route().project().isPresent()) {
            session.attach(Offer.ofServer(session.route(), projects));
        }
    }

    @Override
    public byte[] initialize(Session session, Envelope request, String correlation) {
        session.attachFirst(Offer.ofServer(session.route(), projects));
        Envelope answer = link(session).handshake(correlation).answer();
        session.agreed(answer.text(Member.RESULT_PROTOCOL_VERSION).orElse(""));
        return answer.with(Member.ID, request.raw(Member.ID).orElseThrow());
    }

    @Override
    public byte[] answer(Session session, Envelope request, Exchange exchange) {
        Link link = link(session);
        exchange.goesTo(link);
        String method = request.method();
        if (method.equals("tools/call")) {
            OfferedTools.check(session.offer(), link.server(), request);
        }
        byte[] answer = link.request(request.message(), Endpoint.limit(method), exchange.correlation());
        remember(link, method, request, answer);
        return method.equals("tools/list") ? OfferedTools.only(session.offer(), link.server(), answer) : answer;
    }

    /** Keeps what has to be repeated when the upstream session is opened again. */
    private static void remember(Link link, String method, Envelope request, byte[] answer) {
        switch (method) {
            case "logging/setLevel" -> request.raw(Member.PARAMS_LEVEL).ifPresent(link.setup()::level);
            case "resources/subscribe" -> {
                if (Envelope.scan(answer).has(Member.RESULT)) {
                    request.text(Member.PARAMS_URI).ifPresent(link.setup()::subscribed);
                }
            }
            case "resources/unsubscribe" -> request.text(Member.PARAMS_URI).ifPresent(link.setup()::unsubscribed);
            default -> {} // nothing lasts beyond the request
        }
    }

    @Override
    public void notification(Session session, Envelope notification) {
        link(session).send(notification.message());
    }

    private static Link link(Session session) {
        return session.link(session.route().name());
    }
}
