package io.mcpctl.gateway.internal.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Which server has which resource, as its lists and templates say; immutable. */
public final class ResourceIndex {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceIndex.class);

    private final Map<String, String> serverByUri = new HashMap<>();
    private final List<Element> templates;

    public ResourceIndex(List<Element> resources, List<Element> templates) {
        this(resources, templates, Level.WARN);
    }

    /** {@code level} is how loudly to tell of what two servers offer. */
    public ResourceIndex(List<Element> resources, List<Element> templates, Level level) {
        for (Element resource : resources) {
            String first = serverByUri.putIfAbsent(resource.identity(), resource.server());
            if (first != null && !first.equals(resource.server())) {
                LOG.atLevel(level)
                        .addKeyValue("uri", resource.identity())
                        .addKeyValue("server", first)
                        .addKeyValue("hidden_server", resource.server())
                        .log("resource offered by two servers, the first by name answers");
            }
        }
        this.templates = List.copyOf(templates);
    }

    public Optional<String> listed(String uri) {
        return Optional.ofNullable(serverByUri.get(uri));
    }

    public Optional<String> templated(String uri) {
        return templates.stream()
                .filter(template -> template.identity().equals(uri) || matches(template.identity(), uri))
                .map(Element::server)
                .findFirst();
    }

    /** Whether the literal parts of a URI template (RFC 6570) occur in order, with something for each expression. */
    static boolean matches(String template, String uri) {
        int at = 0;
        int from = 0;
        boolean open = false;
        while (true) {
            int brace = template.indexOf('{', from);
            String literal = template.substring(from, brace < 0 ? template.length() : brace);
            if (brace < 0 && open) {
                return uri.length() >= at + 1 + literal.length() && uri.endsWith(literal);
            }
            int found = open ? uri.indexOf(literal, at + 1) : (uri.startsWith(literal, at) ? at : -1);
            if (found < 0) {
                return false;
            }
            at = found + literal.length();
            if (brace < 0) {
                return at == uri.length();
            }
            int close = template.indexOf('}', brace);
            if (close < 0) {
                return false;
            }
            from = close + 1;
            open = true;
        }
    }
}
