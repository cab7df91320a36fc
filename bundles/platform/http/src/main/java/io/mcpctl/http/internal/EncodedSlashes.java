package io.mcpctl.http.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;

/**
 * A slash that is encoded could mean two things, and is refused. Clients of registries have to send one: names of servers
 * there are of the form {@code namespace/name}, and one segment. In those paths it becomes a slash before anybody looks.
 */
final class EncodedSlashes implements HttpConfiguration.Customizer {
    private static final Pattern SLASH = Pattern.compile("%2f", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENTRY = Pattern.compile(
            "(/v0\\.1/servers/[A-Za-z0-9][A-Za-z0-9.-]*)%2f([A-Za-z0-9][A-Za-z0-9._-]*/versions(?:/[A-Za-z0-9][A-Za-z0-9.+_-]*)?)",
            Pattern.CASE_INSENSITIVE);

    private EncodedSlashes() {}

    /** For every connector that the server has now. */
    static void install(Server server) {
        for (Connector connector : server.getConnectors()) {
            for (ConnectionFactory factory : connector.getConnectionFactories()) {
                if (factory instanceof HttpConfiguration.ConnectionFactory http) {
                    HttpConfiguration configuration = http.getHttpConfiguration();
                    if (configuration.getCustomizer(EncodedSlashes.class) == null) {
                        configuration.setUriCompliance(configuration
                                .getUriCompliance()
                                .with("slashes", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
                        configuration.addCustomizer(new EncodedSlashes());
                    }
                }
            }
        }
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        String path = request.getHttpURI().getPath();
        if (path == null || !SLASH.matcher(path).find()) {
            return request;
        }
        Matcher entry = ENTRY.matcher(path);
        if (!entry.matches()) {
            throw new BadMessageException("Ambiguous URI path separator");
        }
        HttpURI plain = HttpURI.build(request.getHttpURI())
                .path(entry.group(1) + "/" + entry.group(2))
                .asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpURI getHttpURI() {
                return plain;
            }
        };
    }
}
