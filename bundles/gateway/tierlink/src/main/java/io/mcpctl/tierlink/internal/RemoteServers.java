package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.servers.api.ServerSessions;
import io.mcpctl.servers.api.ServerSpec.Sharing;
import io.mcpctl.upstream.api.Era;
import io.mcpctl.upstream.api.StatelessUpstream;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamConnector;
import io.mcpctl.upstream.api.UpstreamListener;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The servers of mcpd: a session with one is a session with its endpoint there, opened with the caller's own bearer. A
 * caller without one is the owner of the proxy and uses the proxy's. Servers that only this proxy knows come first.
 */
@Component
public final class RemoteServers implements ServerSessions {
    private final Mcpd mcpd;
    private final UpstreamConnector connector;
    private final Bearers bearers;
    private final LocalUpstreams local;
    private final Mirror mirror;

    @Activate
    public RemoteServers(
            @Reference Mcpd mcpd,
            @Reference UpstreamConnector connector,
            @Reference Bearers bearers,
            @Reference LocalUpstreams local) {
        this.local = local;
        this.mcpd = mcpd;
        this.connector = connector;
        this.bearers = bearers;
        this.mirror = new Mirror(mcpd, "servers");
    }

    @Deactivate
    void close() {
        mirror.close();
    }

    @Override
    public Upstream open(String server, Caller caller, UpstreamListener listener) {
        Optional<LocalServer> own = local.find(server, caller);
        if (own.isPresent()) {
            return own.get().open(listener);
        }
        Credential credential = Credential.of(caller, mcpd.own());
        Upstream link = connector.connect(target(server, caller, credential), listener);
        return new RemoteSession(link, new RemoteFaults(server, mcpd, credential, () -> {
            refused(caller);
            link.close();
        }));
    }

    @Override
    public StatelessUpstream stateless(String server, Caller caller) {
        Optional<LocalServer> own = local.find(server, caller);
        if (own.isPresent()) {
            return own.get().stateless();
        }
        return new RemoteStateless(() -> {
            Credential credential = Credential.of(caller, mcpd.own());
            return new RemoteStateless.Way(
                    connector.stateless(target(server, caller, credential)),
                    new RemoteFaults(server, mcpd, credential, () -> refused(caller)));
        });
    }

    /** mcpd speaks both, whatever its servers speak. */
    @Override
    public Set<Era> eras(String server, Caller caller) {
        return local.find(server, caller)
                .map(own -> Set.of(own.era()))
                .orElseGet(() -> Set.of(Era.SESSION, Era.STATELESS));
    }

    private UpstreamTarget target(String server, Caller caller, Credential credential) {
        Map<String, String> headers = new HashMap<>(Map.of("X-Mcpctl-Transport", "mcplocal"));
        credential.bearer().ifPresent(bearer -> headers.put("Authorization", "Bearer " + bearer));
        caller.principal().serviceAccount().ifPresent(account -> headers.put("X-Service-Account", account));
        String within = caller.project()
                .map(project -> "/projects/" + Urls.segment(project))
                .orElse("");
        return new UpstreamTarget.Http(
                server, mcpd.url(within + "/servers/" + Urls.segment(server) + "/mcp"), headers, mcpd.trust(), true);
    }

    private void refused(Caller caller) {
        caller.bearer()
                .ifPresent(bearer -> bearers.forget(bearer, caller.principal().serviceAccount()));
    }

    /** The version of the definition; which instance runs at mcpd is noticed when a session is opened again. */
    @Override
    public String generation(String server) {
        String version =
                mirror.find(server).map(json -> json.path("version").asText("")).orElse("");
        String own = local.find(server).map(LocalServer::generation).orElse("");
        return version + "/" + mirror.epoch() + own;
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(mirror.all().keySet());
    }

    @Override
    public Sharing sharing(String server) {
        return mirror.find(server)
                .map(json -> json.path("sharing"))
                .filter(JsonNode::isObject)
                .map(RemoteServers::sharing)
                .orElse(Sharing.DEFAULT);
    }

    @Override
    public boolean actsForCallers() {
        return true; // the control plane decides by the bearer
    }

    private static Sharing sharing(JsonNode json) {
        Sharing usual = Sharing.DEFAULT;
        return new Sharing(
                mode(json.path("mode").asText("")),
                json.path("maxConnections").asInt(usual.maxConnections()),
                json.path("maxConcurrency").asInt(usual.maxConcurrency()),
                json.path("idleSeconds").asInt(usual.idleSeconds()));
    }

    /** A mode that a newer control plane may know is none of ours. */
    private static Sharing.Mode mode(String name) {
        return Arrays.stream(Sharing.Mode.values())
                .filter(mode -> mode.name().equals(name))
                .findFirst()
                .orElse(Sharing.DEFAULT.mode());
    }

    /** What a session is opened with; never the token of this daemon's run. */
    record Credential(Optional<String> bearer, boolean own) {
        static Credential of(Caller caller, OwnToken token) {
            return caller.principal().unrestricted()
                    ? new Credential(token.now(), true)
                    : new Credential(caller.bearer(), false);
        }

        @Override
        public String toString() {
            return "Credential[" + (own ? "own" : "caller's") + "]";
        }
    }
}
