package io.mcpctl.resources.api;

import io.mcpctl.identity.api.Permission;
import java.util.Optional;

/**
 * One route of the REST interface besides those that every kind has. Immutable.
 *
 * @param method {@code GET} (which also answers HEAD), {@code POST}, {@code PUT} or {@code DELETE}
 * @param path below {@code /api/v1}, with variables in braces: <code>/projects/{name}/mcp-config</code>
 * @param permission what the caller needs; a name may be a variable of the path, <code>{name}</code>, where ids are
 *     turned into names first
 * @param status of a success
 * @param body record of the JSON body with the annotations of kinds (unknown members are refused), or one marked
 *     {@link ArrayBody}; {@link Nothing} when there is none
 * @param answer record of the answer, or of the elements of a list; {@link Nothing} when there is no JSON
 * @param verb what the audit log calls it: {@code approve}; empty for create, update or delete by method
 * @param doc one sentence for the OpenAPI document
 */
public record Route<B extends Record>(
        String method,
        String path,
        Permission permission,
        int status,
        Class<B> body,
        Class<? extends Record> answer,
        String verb,
        String doc,
        Handler<B> handler) {

    /** Serves one call; on a virtual thread of its own, so that it may block with a limit. */
    public interface Handler<B extends Record> {
        Reply handle(Call<B> call);
    }

    /** No body. */
    public record Nothing() {}

    public static Route<Nothing> get(
            String path, Permission permission, Class<? extends Record> answer, String doc, Handler<Nothing> handler) {
        return new Route<>("GET", path, permission, 200, Nothing.class, answer, "", doc, handler);
    }

    public static <B extends Record> Route<B> post(
            String path,
            Permission permission,
            Class<B> body,
            Class<? extends Record> answer,
            String doc,
            Handler<B> handler) {
        return new Route<>("POST", path, permission, 200, body, answer, "", doc, handler);
    }

    public static Route<Nothing> delete(String path, Permission permission, String doc, Handler<Nothing> handler) {
        return new Route<>("DELETE", path, permission, 204, Nothing.class, Nothing.class, "", doc, handler);
    }

    public Route<B> status(int status) {
        return new Route<>(method, path, permission, status, body, answer, verb, doc, handler);
    }

    public Route<B> verb(String verb) {
        return new Route<>(method, path, permission, status, body, answer, verb, doc, handler);
    }

    /** The first segment of the path, such as {@code projects}. */
    public Optional<String> area() {
        String[] segments = path.split("/", -1);
        return segments.length < 2 ? Optional.empty() : Optional.of(segments[1]);
    }
}
