package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.catalogue.ListKind;
import io.mcpctl.gateway.internal.catalogue.Names;
import io.mcpctl.gateway.internal.catalogue.ResourceIndex;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.message.ServerRefused;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.session.Exchange;
import io.mcpctl.gateway.internal.session.Link;
import io.mcpctl.gateway.internal.session.Lists;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.projects.api.ProjectSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the server of a URI in a project: by the lists, by the prefix, by the templates, by asking in name order. */
final class Resources {
    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    private Resources() {}

    static ResourceIndex index(Session session, List<Link> links, String correlation) {
        ResourceIndex known = session.resources();
        if (known != null) {
            return known;
        }
        Lists.Listed resources = Lists.collect(ListKind.RESOURCES, session, links, correlation);
        Lists.Listed templates = Lists.collect(ListKind.TEMPLATES, session, links, correlation);
        ResourceIndex made = new ResourceIndex(resources.elements(), templates.elements());
        if (resources.complete() && templates.complete()) {
            session.resources(made);
        }
        return made;
    }

    static Optional<Names.Target> route(ProjectSpec project, String uri, Supplier<ResourceIndex> lists) {
        Optional<Names.Target> prefixed = prefixed(project, uri);
        if (prefixed.filter(target -> target.name().contains("://")).isPresent()) {
            return prefixed; // two schemes in a row: nothing else can be meant
        }
        ResourceIndex index = lists.get();
        return index.listed(uri)
                .or(() -> index.templated(uri))
                .filter(project.servers()::contains)
                .map(server -> new Names.Target(server, uri))
                .or(() -> prefixed);
    }

    private static Optional<Names.Target> prefixed(ProjectSpec project, String uri) {
        int end = uri.indexOf("://");
        return end > 0 && project.servers().contains(uri.substring(0, end))
                ? Optional.of(new Names.Target(uri.substring(0, end), uri.substring(end + 3)))
                : Optional.empty();
    }

    /** Asks one server after the other; the first that knows the URI answers. */
    static byte[] ask(List<Link> links, Envelope request, Exchange exchange, String uri) {
        for (Link link : links) {
            if (exchange.isCancelled()) {
                break;
            }
            try {
                if (!link.handshake().offers("resources")) {
                    continue;
                }
                exchange.goesTo(link);
                byte[] answer = link.request(request.message(), Endpoint.REQUEST_LIMIT, exchange.correlation());
                if (Envelope.scan(answer).has(Member.RESULT)) {
                    return answer;
                }
            } catch (ProblemException | ServerRefused e) {
                LOG.atDebug().addKeyValue("server", link.server()).setCause(e).log("server not asked for a resource");
            }
        }
        throw unknown(uri, RpcFault.RESOURCE_UNKNOWN);
    }

    /** The stateless era has another code for it than the others. */
    static RpcFault unknown(String uri, int code) {
        return new RpcFault(code, "Resource not found: " + uri, "{\"uri\":" + JsonText.quote(uri) + "}");
    }
}
