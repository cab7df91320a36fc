package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.audit.Recorder;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The MCP endpoints as protected resources of OAuth 2.1: how a client learns which bearer it needs (RFC 9728 and the
 * challenge of RFC 6750).
 */
@Component(service = ProtectedResource.class, configurationPid = "io.mcpctl.gateway")
public final class ProtectedResource {
    public static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
    private static final String SCOPE = "mcp";

    private final String publicUrl;
    private final List<String> authorizationServers;

    @Activate
    public ProtectedResource(Recorder.Config config) {
        this(config.publicUrl(), List.of(config.authorizationServers()));
    }

    public ProtectedResource(String publicUrl, List<String> authorizationServers) {
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
        this.authorizationServers = List.copyOf(authorizationServers);
        if (!publicUrl.isEmpty()) {
            check("gateway.publicUrl", publicUrl);
        }
        authorizationServers.forEach(url -> check("gateway.authorizationServers", url));
    }

    private static void check(String key, String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, with the same sentence as an address without a host.
        }
        throw StartupFailure.report(new ProblemException(
                ProblemKind.INVALID, key + " is '" + url + "'; expected an absolute http or https URL"));
    }

    /** The document about the endpoint of a path; empty path: about all of them. Absent where there is no endpoint. */
    public Optional<byte[]> document(HttpServletRequest in, String path) {
        if (!path.isEmpty() && Route.parse(path).isEmpty()) {
            return Optional.empty();
        }
        String servers = authorizationServers.isEmpty()
                ? ""
                : ",\"authorization_servers\":"
                        + authorizationServers.stream().map(JsonText::quote).collect(Collectors.joining(",", "[", "]"));
        String text = "{\"resource\":" + JsonText.quote(base(in) + path) + servers
                + ",\"bearer_methods_supported\":[\"header\"],\"scopes_supported\":[\"" + SCOPE + "\"]}";
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The {@code WWW-Authenticate} header of a refusal at an endpoint. */
    public String challenge(HttpServletRequest in, String path, ProblemKind kind) {
        String error = kind == ProblemKind.FORBIDDEN
                ? ", error=\"insufficient_scope\""
                : in.getHeader("Authorization") == null ? "" : ", error=\"invalid_token\"";
        String about = Route.parse(path).isPresent() ? path : "";
        return "Bearer resource_metadata=\"" + base(in) + WELL_KNOWN + about + "\", scope=\"" + SCOPE + "\"" + error;
    }

    /** As clients know this daemon; behind a proxy of the network only the configuration knows that. */
    private String base(HttpServletRequest in) {
        if (!publicUrl.isEmpty()) {
            return publicUrl;
        }
        String host = Optional.ofNullable(in.getHeader("Host"))
                .filter(ProtectedResource::isHarmless)
                .orElseGet(() -> in.getServerName() + ":" + in.getServerPort());
        return in.getScheme() + "://" + host;
    }

    private static boolean isHarmless(String host) {
        return !host.isEmpty()
                && host.length() < 300
                && host.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || ".-:[]_".indexOf(c) >= 0));
    }
}
