package io.mcpctl.cli.complete;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.mcp.ToolNames;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the daemon for what can be named, and not longer than a person likes to wait for a key. */
final class Daemon {
    /** How long the daemon may take, in milliseconds; for those whose daemon is far away. */
    private static final String LIMIT = "MCPCTL_COMPLETION_MILLIS";

    private static final long USUAL_LIMIT = 200;
    private static final long NAMES_FRESH_MILLIS = 5_000;
    private static final long KINDS_FRESH_MILLIS = 60_000;
    private static final String LIST = "?limit=500";

    private final Invocation invocation;
    private final AnswerCache cache;
    private final long limit;
    private @Nullable Kinds kinds;
    /** One that was silent once is not asked again for this key. */
    private boolean silent;

    Daemon(Invocation invocation) {
        this.invocation = invocation;
        this.cache = new AnswerCache(invocation.home());
        String wish = invocation.environment().getOrDefault(LIMIT, "");
        this.limit = wish.matches("[1-9][0-9]{0,4}") ? Long.parseLong(wish) : USUAL_LIMIT;
    }

    /** The kinds; without a daemon those it had, or those that every daemon has. */
    Kinds kinds() {
        Kinds known = kinds;
        if (known == null) {
            known = get("/api/v1/kinds", KINDS_FRESH_MILLIS, JsonNode::toString)
                    .flatMap(Daemon::json)
                    .map(Kinds::of)
                    .filter(found -> !found.all().isEmpty())
                    .orElseGet(Daemon::wellKnown);
            kinds = known;
        }
        return known;
    }

    private static Kinds wellKnown() {
        return new Kinds(List.of("servers", "instances", "projects").stream()
                .map(Kinds::wellKnown)
                .flatMap(Optional::stream)
                .toList());
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(Json.read(text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Names of a kind; where names are unique only in a project, those of the project or with their project. */
    List<Candidate> names(Kind kind) {
        Optional<String> project = kind.inProject() ? invocation.project() : Optional.empty();
        String path = kind.path()
                + LIST
                + project.map(name -> "&project=" + Target.segment(name)).orElse("");
        return candidates(
                path,
                document -> new Candidate(
                        project.isPresent() ? kind.nameOf(document) : kind.locatedName(document),
                        document.path("description").asText("")));
    }

    List<Candidate> plugins() {
        return candidates(
                "/api/v1/plugins", plugin -> Candidate.of(plugin.path("name").asText("")));
    }

    /** Those of a kind whose documents have a version, as {@code <name>:<version>}. */
    List<Candidate> versions(Kind kind) {
        String path = kind.path() + LIST;
        return candidates(ask(
                path + " versions",
                NAMES_FRESH_MILLIS,
                api -> lines(
                        api.get(path, Duration.ofMillis(limit)),
                        document -> new Candidate(
                                kind.nameOf(document) + ":"
                                        + document.path("version").asText(),
                                document.path("description").asText("")))));
    }

    /** Tools of the project that is meant, as its clients see them. */
    List<Candidate> tools() {
        Optional<String> project = invocation.project();
        if (project.isEmpty()) {
            return List.of();
        }
        return candidates(ask("/projects/" + Target.segment(project.get()) + "/mcp tools", NAMES_FRESH_MILLIS, api -> {
            Target target = api.target();
            ToolNames tools =
                    new ToolNames(api.http(), target.project(project.get()), target.token(), Duration.ofMillis(limit));
            return lines(
                    tools.list(),
                    tool -> new Candidate(
                            tool.path("name").asText(), tool.path("description").asText("")));
        }));
    }

    private interface Naming {
        Candidate of(JsonNode document);
    }

    private List<Candidate> candidates(String path, Naming naming) {
        return candidates(get(path, NAMES_FRESH_MILLIS, list -> lines(list, naming)));
    }

    private static String lines(Iterable<JsonNode> documents, Naming naming) {
        List<Candidate> candidates = new ArrayList<>();
        for (JsonNode document : documents) {
            Candidate named = naming.of(document);
            candidates.add(Candidate.of(named.value(), named.description()));
        }
        return candidates.stream().map(Candidate::line).collect(Collectors.joining("\n"));
    }

    private static List<Candidate> candidates(Optional<String> text) {
        return text.orElse("")
                .lines()
                .map(line -> line.split("\t", 2))
                .filter(parts -> !parts[0].isEmpty())
                .map(parts -> new Candidate(parts[0], parts.length > 1 ? parts[1] : ""))
                .toList();
    }

    private interface Digest {
        String of(JsonNode answer);
    }

    private interface Question {
        String to(ControlApi api) throws IOException;
    }

    private Optional<String> get(String path, long fresh, Digest digest) {
        return ask(path, fresh, api -> digest.of(api.get(path, Duration.ofMillis(limit))));
    }

    /**
     * What was said lately, else what the daemon says now, else what it said once.
     *
     * @param about what identifies the answer besides the daemon and the caller
     */
    private Optional<String> ask(String about, long fresh, Question question) {
        Target target;
        try {
            target = invocation.target();
        } catch (CliException e) {
            return Optional.empty(); // A damaged file, an unknown context: the command itself will say so.
        }
        String key = target.base() + about + " "
                + Long.toHexString(AnswerCache.hash(target.token().orElse("")));
        Optional<AnswerCache.Kept> kept = cache.find(key);
        if (kept.isPresent() && kept.get().age() < fresh) {
            return kept.map(AnswerCache.Kept::text);
        }
        Optional<String> now = silent ? Optional.empty() : limited(target, question);
        if (now.isPresent()) {
            cache.keep(key, now.get());
            return now;
        }
        if (silent) {
            cache.renew(key, Math.max(0, fresh - NAMES_FRESH_MILLIS));
        }
        return kept.map(AnswerCache.Kept::text);
    }

    /**
     * On a thread of its own, which is left behind when it takes too long: the process ends with the answer. The question has the
     * same limit, because a JVM whose threads read from a socket waits for them for 300 ms at its end.
     */
    private Optional<String> limited(Target target, Question question) {
        SynchronousQueue<Optional<String>> handover = new SynchronousQueue<>();
        Thread.ofPlatform().daemon().name("completion").start(() -> {
            Optional<String> answer = Optional.empty();
            try {
                answer = Optional.of(question.to(invocation.api(target)));
            } catch (CliException | IOException e) {
                answer = Optional.empty(); // Not allowed, not reachable: nothing to offer.
            } finally {
                offer(handover, answer);
            }
        });
        try {
            Optional<String> answer = handover.poll(limit, TimeUnit.MILLISECONDS);
            silent = answer == null;
            return answer == null ? Optional.empty() : answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void offer(SynchronousQueue<Optional<String>> handover, Optional<String> answer) {
        try {
            handover.offer(answer, limit, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
