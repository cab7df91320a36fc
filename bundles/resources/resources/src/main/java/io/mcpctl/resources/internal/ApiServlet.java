package io.mcpctl.resources.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The REST interface of all kinds: {@code /api/v1/<plural>[/<name>[/<subresource>]]}, {@code /api/v1/kinds} and
 * {@code /api/v1/apply}. Authentication and the form of errors belong to the filter in front of it.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/*")
@HttpWhiteboardServletName("resources")
public final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int BODY_LIMIT = 10 * 1024 * 1024;

    private final transient Kinds kinds;
    private final transient JdbcStore store;
    private final transient Writes writes;
    private final transient Subresources subresources;

    @Activate
    public ApiServlet(
            @Reference Kinds kinds,
            @Reference JdbcStore store,
            @Reference Writes writes,
            @Reference Subresources subresources) {
        this.kinds = kinds;
        this.store = store;
        this.writes = writes;
        this.subresources = subresources;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> path = segments(request);
        if (path.isEmpty()) {
            throw unknownPath(request);
        }
        switch (path.getFirst()) {
            case "kinds" -> {
                allow(request, response, "GET", "HEAD");
                json(response, 200, KindDocuments.of(kinds));
            }
            case "apply" -> {
                allow(request, response, "POST");
                apply(request, response);
            }
            default ->
                resources(
                        kinds.byPlural(path.getFirst()).orElseThrow(() -> unknownPath(request)),
                        path,
                        request,
                        response);
        }
    }

    private void resources(
            Kinds.Entry<?> entry, List<String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<String> subresource = Optional.empty();
        List<String> key = path.subList(1, path.size());
        int length =
                entry.kind().named() ? 1 : key.size() >= 2 && !key.getFirst().contains("/") ? 2 : 1;
        if (key.size() == length + 1) {
            subresource = Optional.of(key.getLast());
        } else if (key.size() > length) {
            throw unknownPath(request);
        }
        String name = String.join("/", key.subList(0, Math.min(length, key.size())));
        if (name.isEmpty()) {
            collection(entry, request, response);
        } else if (subresource.isPresent()) {
            allow(request, response, "GET", "HEAD");
            json(response, 200, subresource(entry, name, subresource.get(), request));
        } else {
            single(entry, name, request, response);
        }
    }

    private <S extends Record> void collection(
            Kinds.Entry<S> entry, HttpServletRequest request, HttpServletResponse response) throws IOException {
        allow(request, response, "GET", "HEAD", "POST");
        if (request.getMethod().equals("POST")) {
            Writes.Written written = writes.create(entry, body(request));
            warn(response, written.dropped());
            json(response, 201, show(entry, written));
            return;
        }
        List<ObjectNode> documents = store.transact(session -> {
            List<ObjectNode> found = new ArrayList<>();
            for (Resource<S> resource : list(entry.kind(), request, session)) {
                found.add(view(entry, resource.with(entry.provider().present(resource, session)), request));
            }
            return found;
        });
        json(response, 200, list(entry, documents, request));
    }

    private static <S extends Record> List<Resource<S>> list(
            Kind<S> kind, HttpServletRequest request, StoreSession session) {
        for (Member member : kind.columns()) {
            String value = request.getParameter(member.name());
            if (value != null && member.ref().isPresent()) {
                return session.listBy(kind.description(), member.name(), value);
            }
        }
        return session.list(kind.description());
    }

    private static JsonNode list(Kinds.Entry<?> entry, List<ObjectNode> documents, HttpServletRequest request) {
        if (isTable(request)) {
            return Documents.table(entry.kind(), documents, "wide".equals(request.getParameter("view")));
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        documents.forEach(array::add);
        return array;
    }

    private <S extends Record> void single(
            Kinds.Entry<S> entry, String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        allow(request, response, "GET", "HEAD", "PUT", "DELETE");
        switch (request.getMethod()) {
            case "PUT" -> {
                Writes.Written written = writes.update(entry, name, body(request));
                warn(response, written.dropped());
                json(response, 200, show(entry, written));
            }
            case "DELETE" -> {
                writes.delete(entry, name);
                response.setStatus(204);
            }
            default -> {
                ObjectNode document = store.transact(session -> {
                    Resource<S> resource = find(entry.kind(), name, session);
                    return view(entry, resource.with(entry.provider().present(resource, session)), request);
                });
                json(response, 200, isTable(request) ? list(entry, List.of(document), request) : document);
            }
        }
    }

    private <S extends Record> JsonNode subresource(
            Kinds.Entry<S> entry, String name, String subresource, HttpServletRequest request) {
        Resource<S> resource = store.transact(session -> find(entry.kind(), name, session));
        Map<String, String> query = new HashMap<>();
        request.getParameterMap().forEach((key, values) -> query.put(key, values[0]));
        Record answer = subresources
                .find(entry.kind().description().name(), subresource)
                .orElseThrow(() -> unknownPath(request))
                .read(resource, query);
        return RecordWriter.write(answer);
    }

    private void apply(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Writes.Outcome outcome = writes.apply(body(request), "true".equals(request.getParameter("dryRun")));
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("kind", outcome.kind()).put("name", outcome.name()).put("result", outcome.result());
        ArrayNode changed = out.putArray("changed");
        outcome.changed().forEach(changed::add);
        json(response, 200, out);
    }

    private <S extends Record> ObjectNode show(Kinds.Entry<S> entry, Writes.Written written) {
        Resource<S> resource = entry.kind().cast(written.resource());
        return store.transact(session ->
                Documents.raw(entry.kind(), resource.with(entry.provider().present(resource, session))));
    }

    private static <S extends Record> Resource<S> find(Kind<S> kind, String name, StoreSession session) {
        return session.find(kind.description(), name).orElseThrow(() -> StoreSession.unknown(kind, name));
    }

    private static <S extends Record> ObjectNode view(
            Kinds.Entry<S> entry, Resource<S> resource, HttpServletRequest request) {
        return "apply".equals(request.getParameter("view"))
                ? Documents.forApply(entry.kind(), resource)
                : Documents.raw(entry.kind(), resource);
    }

    private static boolean isTable(HttpServletRequest request) {
        String view = request.getParameter("view");
        return "table".equals(view) || "wide".equals(view);
    }

    /** Decoded segments below {@code /api/v1}; an encoded slash stays within its segment. */
    private static List<String> segments(HttpServletRequest request) {
        String path = request.getRequestURI();
        int start = path.indexOf("/api/v1");
        return Arrays.stream(path.substring(start + "/api/v1".length()).split("/", -1))
                .filter(s -> !s.isEmpty())
                .map(s -> URLDecoder.decode(s.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private static ObjectNode body(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new ProblemException(
                    ProblemKind.UNSUPPORTED_MEDIA,
                    "content type '" + type + "' is not supported; send application/json");
        }
        byte[] bytes = request.getInputStream().readNBytes(BODY_LIMIT + 1);
        if (bytes.length > BODY_LIMIT) {
            throw new ProblemException(ProblemKind.TOO_LARGE, "the body is larger than 10 MiB");
        }
        try {
            JsonNode node = Json.MAPPER.readTree(bytes);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new ProblemException(
                    ProblemKind.INVALID,
                    bytes.length == 0 ? "a JSON body is required" : "the body must be a JSON object");
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    "Invalid JSON body at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        }
    }

    private static void allow(HttpServletRequest request, HttpServletResponse response, String... methods) {
        if (!List.of(methods).contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", methods));
            throw new ProblemException(
                    ProblemKind.METHOD_NOT_ALLOWED,
                    request.getMethod() + " is not allowed here; allowed are " + String.join(", ", methods));
        }
    }

    /** Keys that a plain write dropped are named, so that a typing error is not silent. */
    private static void warn(HttpServletResponse response, List<String> dropped) {
        if (!dropped.isEmpty()) {
            String keys = String.join(", ", dropped).replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "?");
            response.setHeader("Warning", "299 - \"ignored: " + keys.substring(0, Math.min(500, keys.length())) + "\"");
        }
    }

    private static ProblemException unknownPath(HttpServletRequest request) {
        return new ProblemException(
                ProblemKind.NOT_FOUND, "path '" + request.getRequestURI() + "' is not known; see /api/v1/kinds");
    }

    private static void json(HttpServletResponse response, int status, JsonNode body) throws IOException {
        byte[] bytes = Json.MAPPER.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json; charset=utf-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
