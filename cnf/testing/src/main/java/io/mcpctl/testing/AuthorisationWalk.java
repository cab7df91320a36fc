package io.mcpctl.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Calls every operation of an OpenAPI document as one sort of caller, and finds answers that this sort must not get. */
public final class AuthorisationWalk {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final List<String> METHODS = List.of("get", "post", "put", "delete");

    /** Callers, and what they must be answered. */
    public enum Caller {
        /** Sends no bearer. */
        ANONYMOUS,
        /** Sends one that is not known, or not any more. */
        INVALID,
        /** Has a bearer and no rule. */
        POWERLESS,
        /** May do everything to one name of each sort, which no path of the walk says. */
        NAMED,
        /** A token of a project that no path of the walk names. */
        FOREIGN_TOKEN,
        /** May do everything. */
        UNRESTRICTED
    }

    private final URI api;
    private final JsonNode openApi;
    private final Set<String> ownPaths;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    /**
     * @param api address of the interface, such as {@code http://127.0.0.1:3200/api/v1}
     * @param ownPaths paths that tell a caller about itself: any bearer reaches them
     */
    public AuthorisationWalk(URI api, JsonNode openApi, Set<String> ownPaths) {
        this.api = api;
        this.openApi = openApi;
        this.ownPaths = Set.copyOf(ownPaths);
    }

    /**
     * One sentence for each wrong answer.
     *
     * @param bearer to send; empty for none
     */
    public List<String> walk(Caller caller, String bearer) {
        List<String> wrong = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        openApi.path("paths").fieldNames().forEachRemaining(paths::add);
        // What ends the session of the bearer comes last.
        paths.sort(Comparator.comparing(AuthorisationWalk::endsSession).thenComparing(path -> path));
        for (String path : paths) {
            for (String method : METHODS) {
                JsonNode operation = openApi.path("paths").path(path).path(method);
                if (operation.isObject()) {
                    int status = send(method.toUpperCase(Locale.ROOT), path, bearer);
                    if (!isRight(caller, method, path, operation, status)) {
                        wrong.add(caller + " " + method + " " + path + " was answered " + status);
                    }
                }
            }
        }
        return wrong;
    }

    private static boolean endsSession(String path) {
        return path.endsWith("/logout");
    }

    /** How many operations there are. */
    public int size() {
        int size = 0;
        for (JsonNode path : openApi.path("paths")) {
            size += (int) METHODS.stream().filter(path::has).count();
        }
        return size;
    }

    private boolean isRight(Caller caller, String method, String path, JsonNode operation, int status) {
        boolean open = operation.path("security").isArray();
        String permission = operation.path("x-mcpctl-permission").asText();
        boolean anyBearer = permission.equals("any bearer");
        return switch (caller) {
            case ANONYMOUS -> open ? status != 500 && status != 403 : status == 401;
            case INVALID -> open ? status != 500 : status == 401;
            case POWERLESS ->
                open || anyBearer || ownPaths.contains(path) ? status != 500 && status != 401 : status == 403;
            case NAMED -> {
                if (open || anyBearer || ownPaths.contains(path)) {
                    yield status != 500 && status != 401;
                }
                boolean ofNoName = !path.contains("{");
                if (ofNoName && method.equals("get") && permission.startsWith("view on ")) {
                    // What is out in the world is for those who may see all servers: it has no owner here.
                    yield status == (path.startsWith("/registry/") ? 403 : 200);
                }
                // An empty document is refused one way or the other.
                yield status == 403 || ofNoName && method.equals("post") && status == 400;
            }
            case FOREIGN_TOKEN -> ownPaths.contains(path) ? status != 500 && status != 401 : status == 403;
            // The owner's bearer has no session that could be ended.
            case UNRESTRICTED ->
                status != 500 && (status != 401 || open || endsSession(path)) && (status != 403 || open);
        };
    }

    /** Repeats for a while what was refused for coming too often. */
    private int send(String method, String path, String bearer) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int status = sendOnce(method, path, bearer);
        while (status == 429 && System.nanoTime() < end) {
            status = sendOnce(method, path, bearer);
        }
        return status;
    }

    private int sendOnce(String method, String path, String bearer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(api + path.replaceAll("\\{[^}]*}", "walk-unknown")))
                .timeout(LIMIT);
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        if (method.equals("POST") || method.equals("PUT")) {
            request.header("Content-Type", "application/json");
            request.method(method, HttpRequest.BodyPublishers.ofString("{}"));
        } else {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        }
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            // Not read: some answers last.
            answer.body().close();
            return answer.statusCode();
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
