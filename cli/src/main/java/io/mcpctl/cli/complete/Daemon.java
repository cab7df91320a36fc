package io.mcpctl.cli.complete;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
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

    private static final long USUAL_LIMIT = 250;
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
            known = ask("/api/v1/kinds", KINDS_FRESH_MILLIS, JsonNode::toString)
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

    private interface Naming {
        Candidate of(JsonNode document);
    }

    private List<Candidate> candidates(String path, Naming naming) {
        return ask(path, NAMES_FRESH_MILLIS, list -> {
                    List<Candidate> candidates = new ArrayList<>();
                    for (JsonNode document : list) {
                        Candidate named = naming.of(document);
                        candidates.add(Candidate.of(named.value(), named.description()));
                    }
                    return candidates.stream().map(Candidate::line).collect(Collectors.joining("\n"));
                })
                .map(Daemon::candidates)
                .orElse(List.of());
    }

    private static List<Candidate> candidates(String text) {
        return text.lines()
                .map(line -> line.split("\t", 2))
                .filter(parts -> !parts[0].isEmpty())
                .map(parts -> new Candidate(parts[0], parts.length > 1 ? parts[1] : ""))
                .toList();
    }

    private interface Digest {
        String of(JsonNode answer);
    }

    /** What was said lately, else what the daemon says now, else what it said once. */
    private Optional<String> ask(String path, long fresh, Digest digest) {
        Target target;
        try {
            target = invocation.target();
        } catch (CliException e) {
            return Optional.empty(); // A damaged file, an unknown context: the command itself will say so.
        }
        String key = target.base() + path + " "
                + Long.toHexString(AnswerCache.hash(target.token().orElse("")));
        Optional<AnswerCache.Kept> kept = cache.find(key);
        if (kept.isPresent() && kept.get().age() < fresh) {
            return kept.map(AnswerCache.Kept::text);
        }
        Optional<String> now = silent ? Optional.empty() : limited(target, path, digest);
        if (now.isPresent()) {
            cache.keep(key, now.get());
            return now;
        }
        if (silent) {
            cache.renew(key, Math.max(0, fresh - NAMES_FRESH_MILLIS));
        }
        return kept.map(AnswerCache.Kept::text);
    }

    /** On a thread of its own, which is left behind when it takes too long: the process ends with the answer. */
    private Optional<String> limited(Target target, String path, Digest digest) {
        SynchronousQueue<Optional<String>> handover = new SynchronousQueue<>();
        Thread.ofPlatform().daemon().name("completion").start(() -> {
            Optional<String> answer = Optional.empty();
            try {
                ControlApi api = invocation.api(target);
                answer = Optional.of(digest.of(api.get(path)));
            } catch (CliException e) {
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
