package io.mcpctl.registries.internal;

import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.registry.api.RegistryOffer;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Range;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.secrets.api.SecretRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /registry}: searches public registries, and makes definitions of what is found there. */
@Component
public final class RegistryRoutes implements RouteProvider {
    private static final int AT_ONCE = 8;
    private static final int LIMIT = 20;
    private static final int MOST = 100;
    private static final Set<String> STREAMS = Set.of("true", "whole", "false");
    private static final Set<String> TRANSPORTS =
            Set.of(RegistryOffer.STDIO, RegistryOffer.SSE, RegistryOffer.STREAMABLE);

    private final Registries registries;
    private final Semaphore searches = new Semaphore(AT_ONCE);

    @Activate
    public RegistryRoutes(@Reference Registries registries) {
        this.registries = registries;
    }

    /** What was found, and which registries failed. */
    record Results(
            @Doc("Better ones first.") List<ListedServer> servers,
            @Doc("Registries that could not be searched.") List<Warning> warnings) {}

    /** A registry that could not be searched. */
    record Warning(
            @Doc("Its name.") String registry,
            @Doc("Why not.") String message) {}

    /** Last event of a streamed search. */
    record End(int asked, int failed) {}

    /** Which server, and what it needs. */
    record Wish(
            @Doc("What the registry calls the server.") @Range(min = 1, max = 250)
            String id,

            @Doc("npm, pypi, oci or remote; absent: what runs best here.")
            Optional<String> type,

            @Doc("Values of its inputs by name.") @Default("{}")
            Map<String, String> values,

            @Doc("Secrets instead of values, by name of input.") @Default("{}")
            Map<String, SecretRef> secrets) {}

    @Override
    public List<Route<?>> routes() {
        Permission permission = Permission.on(Action.view, "servers");
        return List.of(
                Route.get(
                        "/registry/search",
                        permission,
                        Results.class,
                        "Searches public registries for MCP servers: ?query=, and if wanted registry= (repeated), transport=,"
                                + " verified=true, limit= (20 when absent, 100 at most). With ?stream=true events as answers"
                                + " come: servers, warning, end; with ?stream=whole all servers in one event.",
                        this::search),
                Route.get(
                        "/registry/servers/{registry}",
                        permission,
                        ListedServer.class,
                        "The server that a registry knows by ?id=.",
                        call -> Reply.of(ListedServer.of(find(
                                call.segment("registry"),
                                id(call.parameter("id").orElse("")))))),
                Route.post(
                                "/registry/servers/{registry}/definition",
                                permission,
                                Wish.class,
                                Proposal.class,
                                "The definition of a server of a registry, with values for its inputs. Nothing is created.",
                                this::propose)
                        .verb("propose"));
    }

    private Reply search(Call<?> call) {
        Search search = wanted(call);
        List<Registry> asked = registries.named(call.query().getOrDefault("registry", List.of()));
        Searcher searcher = new Searcher(asked, registries.answers(), registries.limit());
        String stream = call.parameter("stream").orElse("false");
        if (!STREAMS.contains(stream)) {
            throw invalid("stream", "must be true, whole or false");
        }
        if (!stream.equals("false")) {
            return new Reply.Events(sink -> stream(searcher, search, stream.equals("true"), asked.size(), sink));
        }
        List<ListedServer> servers = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        claim();
        try {
            Optional<ProblemException> failure = searcher.search(search, false, new Searcher.Listener() {
                @Override
                public void found(List<Listing> listings) {
                    listings.forEach(listing -> servers.add(ListedServer.of(listing)));
                }

                @Override
                public void failed(String registry, String sentence) {
                    warnings.add(new Warning(registry, sentence));
                }
            });
            if (failure.isPresent()) {
                throw failure.get();
            }
            return Reply.of(new Results(servers, warnings));
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written here", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            searches.release();
        }
    }

    private void stream(Searcher searcher, Search search, boolean piecemeal, int asked, Reply.EventSink sink)
            throws IOException, InterruptedException {
        int[] failed = new int[1];
        if (!searches.tryAcquire()) {
            sink.send("", "error", busy().problem().detail());
            return;
        }
        try {
            searcher.search(search, piecemeal, new Searcher.Listener() {
                @Override
                public void found(List<Listing> listings) throws IOException {
                    sink.send(
                            "",
                            "servers",
                            listings.stream().map(ListedServer::of).toList());
                }

                @Override
                public void failed(String registry, String sentence) throws IOException {
                    failed[0]++;
                    sink.send("", "warning", new Warning(registry, sentence));
                }
            });
            sink.send("", "end", new End(asked, failed[0]));
        } finally {
            searches.release();
        }
    }

    private Reply propose(Call<Wish> call) {
        Wish wish = call.body();
        Listing listing = find(call.segment("registry"), id(wish.id()));
        return Reply.of(
                new Proposals(listing, Proposals.choose(listing, wish.type()), wish.values(), wish.secrets()).make());
    }

    private Listing find(String registry, String id) {
        claim();
        try {
            return Lookup.find(
                    registries.named(List.of(registry)).getFirst(), id, registries.answers(), registries.lookupLimit());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            searches.release();
        }
    }

    private void claim() {
        if (!searches.tryAcquire()) {
            throw busy();
        }
    }

    private static ProblemException busy() {
        return new ProblemException(
                ProblemKind.THROTTLED, AT_ONCE + " searches of registries run already; try again in a moment");
    }

    private static ProblemException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while registries were asked", e);
    }

    private static Search wanted(Call<?> call) {
        String text = call.parameter("query").orElse("").strip();
        if (text.isEmpty() || text.length() > 200) {
            throw invalid("query", "must be 1 to 200 characters");
        }
        Optional<String> transport = call.parameter("transport")
                .map(word -> word.toLowerCase(Locale.ROOT).replace('_', '-'));
        if (transport.filter(word -> !TRANSPORTS.contains(word)).isPresent()) {
            throw invalid("transport", "must be one of stdio, sse, streamable-http");
        }
        String limit = call.parameter("limit").orElse(Integer.toString(LIMIT));
        if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw invalid("limit", "must be a whole number from 1 to " + MOST);
        }
        return new Search(text, transport, flag(call, "verified"), Integer.parseInt(limit));
    }

    private static boolean flag(Call<?> call, String name) {
        return switch (call.parameter(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "must be true or false");
        };
    }

    private static String id(String id) {
        if (!Words.isId(id)) {
            throw invalid(
                    "id", "must be what the registry calls the server: letters, digits and '@', '.', '_', '-', '/'");
        }
        return id;
    }

    private static ProblemException invalid(String name, String message) {
        return new ProblemException(
                new Problem(ProblemKind.INVALID, name + ": " + message, List.of(new Problem.Violation(name, message))),
                null);
    }
}
