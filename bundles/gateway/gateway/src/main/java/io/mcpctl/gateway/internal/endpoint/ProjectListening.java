package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.catalogue.Names;
import io.mcpctl.gateway.internal.catalogue.Offer;
import io.mcpctl.gateway.internal.message.Filter;
import io.mcpctl.gateway.internal.message.Rewrite;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.gateway.internal.stateless.Subscription;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** A {@code subscriptions/listen} at a project: one at each of its servers, and the project's own changes. */
final class ProjectListening {
    private static final Duration ACKNOWLEDGE_LIMIT = Duration.ofSeconds(5);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final Ask ask;
    private final Peers peers;
    private final Supplier<Offer> offer;
    private final Filter wanted;
    private final Map<String, ServerListening> listening = new LinkedHashMap<>();
    /** Resources to listen to, by server: as the server calls them, and as the client does. */
    private final Map<String, Map<String, String>> uris = new HashMap<>();

    ProjectListening(Ask ask, Peers peers, Supplier<Offer> offer, Function<String, Optional<Names.Target>> route) {
        this.ask = ask;
        this.peers = peers;
        this.offer = offer;
        this.wanted = Filter.of(ask.request());
        for (String uri : wanted.uris()) {
            route.apply(uri).ifPresent(target -> uris.computeIfAbsent(target.server(), none -> new LinkedHashMap<>())
                    .put(target.name(), uri));
        }
    }

    /** Stays until the thread is interrupted or the project is gone. */
    byte[] run() {
        Offer current = offer.get();
        try {
            current.servers().forEach(this::start);
            acknowledge();
            while (true) {
                Thread.sleep(LOOK_INTERVAL);
                Offer now = offer.get();
                if (!now.equals(current)) {
                    current = now;
                    moveTo(now);
                }
                listening.values().forEach(ServerListening::keep);
            }
        } catch (RpcFault gone) {
            return Subscription.over(ask); // the project was deleted
        } catch (InterruptedException e) {
            throw new ProblemException(ProblemKind.UNAVAILABLE, "the subscription was cancelled", e);
        } finally {
            listening.values().forEach(ServerListening::stop);
        }
    }

    private ServerListening start(String server) {
        Map<String, String> own = uris.getOrDefault(server, Map.of());
        Filter filter = new Filter(wanted.changes(), own.keySet(), wanted.tasks());
        byte[] request = Messages.request(
                ask.requestId(),
                "subscriptions/listen",
                Rewrite.object(Map.of(
                        "_meta", Rewrite.object(Rewrite.members(ask.request(), Member.PARAMS_META)),
                        "notifications", filter.json())));
        ServerListening one = new ServerListening(server, own, ask.sink());
        listening.put(server, one);
        one.start(() -> peers.request(server, ask.with(request, one::take)));
        return one;
    }

    /** The project itself tells of changed lists; of the rest, what the servers agree to. */
    private void acknowledge() throws InterruptedException {
        long deadline = System.nanoTime() + ACKNOWLEDGE_LIMIT.toNanos();
        Set<String> resources = new LinkedHashSet<>();
        Set<String> tasks = new LinkedHashSet<>();
        for (ServerListening one : listening.values()) {
            one.agreed(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .ifPresent(agreed -> {
                        agreed.uris().forEach(uri -> resources.add(one.shown(uri)));
                        tasks.addAll(agreed.tasks());
                    });
        }
        new Subscription("", ask.requestId(), new Filter(wanted.changes(), resources, tasks), ask.sink()).acknowledge();
        listening.values().forEach(ServerListening::acknowledged);
    }

    private void moveTo(Offer now) {
        List<String> gone = new ArrayList<>(listening.keySet());
        gone.removeAll(now.servers());
        gone.forEach(server -> {
            ServerListening one = listening.remove(server);
            if (one != null) {
                one.stop();
            }
        });
        for (String server : now.servers()) {
            if (!listening.containsKey(server)) {
                start(server).acknowledged();
            }
        }
        for (String kind : List.of("tools", "prompts", "resources")) {
            Envelope changed = Envelope.scan(Messages.notification("notifications/" + kind + "/list_changed"));
            new Subscription("", ask.requestId(), wanted, ask.sink()).tell(changed);
        }
    }

    /** The URI of a notification as the client knows it. */
    static byte[] shown(Envelope notification, Map<String, String> uris) {
        return notification
                .text(Member.PARAMS_URI)
                .map(uris::get)
                .map(uri -> notification.with(Member.PARAMS_URI, JsonText.encode(uri)))
                .orElse(notification.message());
    }
}
