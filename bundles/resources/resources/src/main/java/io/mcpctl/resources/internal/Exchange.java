package io.mcpctl.resources.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.jsonrpc.api.Headroom;
import io.mcpctl.jsonrpc.api.RequestBody;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request and its answer. For one thread. */
final class Exchange {
    /** Of a body; a large one as a tree takes several times its size. */
    private static final RequestBody.Bounds BOUNDS = new RequestBody.Bounds(10 << 20, 8, Headroom.ofHeap());

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Map<String, String> path;
    private final Guard guard;
    private final Runnable verification;
    private final Map<String, List<String>> query;
    private @Nullable Resource<?> concerned;
    private List<String> changed = List.of();
    private @Nullable Done done;

    /** What was done to resources of a kind, when the operation's own words do not tell. */
    record Done(String verb, String resource) {}

    Exchange(
            HttpServletRequest request,
            HttpServletResponse response,
            Map<String, String> path,
            AccessControl access,
            Principal caller,
            Runnable verification) {
        this.verification = verification;
        this.query = QueryString.parse(request.getQueryString());
        this.request = request;
        this.response = response;
        this.path = path;
        this.guard = new Guard(access, caller, new Request(isDryRun(), this::query, this::warn));
    }

    Guard guard() {
        return guard;
    }

    String path(String variable) {
        return path.getOrDefault(variable, "");
    }

    /** First value of a query parameter. */
    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    /** Whether the caller only wants to know what would come of it. */
    boolean isDryRun() {
        return query("dryRun").equals(Optional.of("true"));
    }

    private void warn(String sentence) {
        response.addHeader("X-Mcpctl-Warning", sentence.replaceAll("[^\\x20-\\x7e]", "?"));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** Whether only the headers of the answer are wanted. */
    boolean isHead() {
        return request.getMethod().equals("HEAD");
    }

    /** For answers that last: throws when the bearer is not valid any more. */
    void verifyAgain() {
        verification.run();
    }

    HttpServletResponse response() {
        return response;
    }

    /** Remembers what the request was about, for the audit log. */
    void concerns(Resource<?> resource, List<String> changedMembers) {
        concerned = resource;
        changed = changedMembers;
    }

    Optional<Resource<?>> concerned() {
        return Optional.ofNullable(concerned);
    }

    List<String> changed() {
        return changed;
    }

    void did(String verb, String plural) {
        done = new Done(verb, plural);
    }

    Optional<Done> done() {
        return Optional.ofNullable(done);
    }

    <B extends Record> Call<B> call(B body) {
        Map<String, String> headers = new HashMap<>();
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        return new Call<>(guard.caller(), path, query, headers, body, request.getRemoteAddr());
    }

    ObjectNode body() {
        if (json() instanceof ObjectNode object) {
            return object;
        }
        throw new ProblemException(ProblemKind.INVALID, "the body must be a JSON object");
    }

    ArrayNode arrayBody() {
        if (json() instanceof ArrayNode array) {
            return array;
        }
        throw new ProblemException(ProblemKind.INVALID, "the body must be a JSON array");
    }

    /** The body of a route that may do without: nothing sent is an empty object. */
    ObjectNode bodyOrNothing() {
        boolean nothing = request.getContentLengthLong() == 0
                || request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null;
        return nothing ? JsonNodeFactory.instance.objectNode() : body();
    }

    private JsonNode json() {
        try (RequestBody body = RequestBody.read(request.getInputStream(), request.getContentLengthLong(), BOUNDS)) {
            return json(body.bytes());
        } catch (RequestBody.Refused e) {
            throw new ProblemException(
                    switch (e.reason()) {
                        case TOO_LARGE -> ProblemKind.TOO_LARGE;
                        case TOO_SLOW -> ProblemKind.REQUEST_TIMEOUT;
                        case NO_MEMORY -> ProblemKind.UNAVAILABLE;
                    },
                    e.sentence());
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemKind.REQUEST_TIMEOUT,
                    "the body broke off, or nothing of it came for too long; send the request again",
                    e);
        }
    }

    private JsonNode json(byte[] bytes) {
        if (bytes.length == 0) {
            throw new ProblemException(ProblemKind.INVALID, "a JSON body is required");
        }
        String type = request.getContentType();
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new ProblemException(
                    ProblemKind.UNSUPPORTED_MEDIA,
                    "content type '" + type + "' is not supported; send application/json");
        }
        try {
            return Json.MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
            throw new ProblemException(
                    ProblemKind.INVALID,
                    "Invalid JSON body at line " + where.getLineNr() + ", column " + where.getColumnNr() + ": "
                            + Texts.shorten(String.valueOf(e.getOriginalMessage())),
                    e);
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.INVALID, "Invalid JSON body: it is not UTF-8", e);
        }
    }

    void json(int status, JsonNode body) throws IOException {
        bytes(status, "application/json; charset=utf-8", Json.MAPPER.writeValueAsBytes(body));
    }

    /** A body of unknown length. */
    OutputStream stream(int status, String type) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        return response.getOutputStream();
    }

    void empty(int status) {
        response.setStatus(status);
    }

    void reply(int status, Reply reply) throws IOException {
        switch (reply) {
            case Reply.Json(Object value, Map<String, String> headers) -> {
                headers.forEach(response::setHeader);
                json(status, node(value));
            }
            case Reply.Empty() -> empty(status);
            case Reply.Text(String type, String text) -> bytes(status, type, text.getBytes(StandardCharsets.UTF_8));
            case Reply.Events(Reply.EventSource source) -> events(source);
        }
    }

    private static JsonNode node(Object value) {
        if (value instanceof List<?> list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.forEach(element -> array.add(RecordWriter.write((Record) element)));
            return array;
        }
        return RecordWriter.write((Record) value);
    }

    void bytes(int status, String type, byte[] bytes) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** Server-sent events; a reader that is gone ends them quietly. */
    void events(Reply.EventSource source) throws IOException {
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Connection", "keep-alive");
        response.setHeader("X-Accel-Buffering", "no");
        OutputStream out = response.getOutputStream();
        response.flushBuffer();
        try {
            source.run(new Sink(out));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            // The reader left: nothing is owed to anyone.
        }
    }

    private record Sink(OutputStream out) implements Reply.EventSink {
        @Override
        public void send(String id, String event, Object data) throws IOException {
            StringBuilder text = new StringBuilder();
            if (!id.isEmpty()) {
                text.append("id: ").append(id).append('\n');
            }
            if (!event.isEmpty()) {
                text.append("event: ").append(event).append('\n');
            }
            String line = data instanceof String s ? s : Json.MAPPER.writeValueAsString(node(data));
            line.lines().forEach(l -> text.append("data: ").append(l).append('\n'));
            write(text.append('\n').toString());
        }

        @Override
        public void ping() throws IOException {
            write(": ping\n\n");
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
