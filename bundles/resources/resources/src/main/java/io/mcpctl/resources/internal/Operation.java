package io.mcpctl.resources.internal;

import io.mcpctl.identity.api.Permission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One method on one path of the REST interface, whoever provides it.
 *
 * @param path below {@code /api/v1}, with variables in braces
 * @param permission what is checked before it is served; {@link Permission#AUTHENTICATED} when the endpoint itself asks
 *     for more, as the routes of kinds do
 * @param resource plural of the kind, or first segment of the path
 * @param verb for the audit log
 * @param uploads whether the body is a file
 * @param body schema of the body, when there is one
 * @param answer record of the answer or of its elements, when it is no kind
 * @param kind whose resources it reads or writes, when it belongs to a kind
 */
record Operation(
        String method,
        String path,
        Permission permission,
        int status,
        String resource,
        String verb,
        boolean uploads,
        Optional<RecordSchema> body,
        Optional<RecordSchema> answer,
        Optional<Kinds.Entry<?>> kind,
        String doc,
        Endpoint endpoint) {

    /** Serves a request that was authenticated and, as far as {@code permission} says, authorised. */
    interface Endpoint {
        void serve(Exchange exchange) throws IOException;
    }

    List<String> template() {
        return Arrays.stream(path.split("/", -1)).filter(s -> !s.isEmpty()).toList();
    }

    boolean takesBody() {
        return body().isPresent() || path.equals("/apply");
    }

    /** Whether it can be tried with {@code ?dryRun=true}; reading changes nothing anyway. */
    boolean hasDryRun() {
        return kind.isPresent() || path.equals("/apply") || method.equals("GET");
    }

    static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    static String variable(String segment) {
        return segment.substring(1, segment.length() - 1);
    }

    /** Values of the variables when the path fits. */
    @Nullable
    Map<String, String> match(List<String> segments) {
        List<String> template = template();
        if (template.size() != segments.size()) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            if (isVariable(template.get(i))) {
                values.put(variable(template.get(i)), segments.get(i));
            } else if (!template.get(i).equals(segments.get(i))) {
                return null;
            }
        }
        return values;
    }

    /** Sorts literal segments before variables, so that {@code /mcptokens/introspect} is no token's name. */
    String precedence() {
        List<String> keys = new ArrayList<>();
        template().forEach(s -> keys.add(isVariable(s) ? "~" : "!" + s));
        return String.join("/", keys);
    }
}
