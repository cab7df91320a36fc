package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.catalogue.Element;
import io.mcpctl.gateway.internal.catalogue.ListKind;
import io.mcpctl.gateway.internal.message.MirroredValue;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.message.Rules;
import io.mcpctl.gateway.internal.message.ServerRefused;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.gateway.internal.stateless.Peer;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.problem.api.ProblemException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the headers that mirror arguments of a call, as the tool's schema asks for with {@code x-mcp-header}, for servers
 * that do not see headers. The tools of a server are listed once, and again when a call does not fit what is known of its
 * tool: it may have changed.
 */
final class ToolHeaders {
    private static final Logger LOG = LoggerFactory.getLogger(ToolHeaders.class);
    /** How long a list is believed against a call that does not fit it, and against one of a tool that it has not. */
    private static final Duration MISFIT = Duration.ofSeconds(5);

    private static final Duration UNKNOWN = Duration.ofMinutes(1);
    private static final Duration FITTING = Duration.ofDays(1);

    private static final String PREFIX = "Mcp-Param-";

    private final Function<String, String> generation;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /** One argument and the header that repeats it. */
    private record Mirror(String header, List<String> path) {}

    private record Known(String generation, long since, Map<String, List<Mirror>> tools) {
        boolean isGood(String now, Duration longest) {
            return generation.equals(now) && System.nanoTime() - since < longest.toNanos();
        }
    }

    private static final class Slot {
        private final ReentrantLock busy = new ReentrantLock();
        private volatile @Nullable Known known;
    }

    /** {@code generation} is that of a server by its name. */
    ToolHeaders(Function<String, String> generation) {
        this.generation = generation;
    }

    /** Refuses a call whose headers say something else than its arguments. */
    void check(Peer peer, Ask ask) {
        Optional<String> tool = ask.request().text(Member.PARAMS_NAME);
        if (tool.isEmpty()) {
            return;
        }
        Slot slot = slots.computeIfAbsent(peer.server(), absent -> new Slot());
        Known known = known(slot, peer, ask, FITTING);
        if (!known.tools.containsKey(tool.get())) {
            known = known(slot, peer, ask, UNKNOWN);
        } else if (misfit(known.tools.get(tool.get()), ask, true).isPresent()) {
            known = known(slot, peer, ask, MISFIT);
        }
        misfit(known.tools.getOrDefault(tool.get(), List.of()), ask, false).ifPresent(sentence -> {
            throw Rules.mismatch(sentence);
        });
    }

    /** What does not fit between headers and arguments; {@code strange} counts headers that the tool does not ask for. */
    private static Optional<String> misfit(@Nullable List<Mirror> mirrors, Ask ask, boolean strange) {
        Envelope call = ask.request();
        List<Mirror> wanted = mirrors == null ? List.of() : mirrors;
        for (Mirror mirror : wanted) {
            Optional<Span> value = call.span(Member.PARAMS)
                    .flatMap(params -> Json.member(call.message(), params, "arguments"))
                    .flatMap(arguments -> at(call.message(), arguments, mirror.path))
                    .filter(span -> call.message()[span.start()] != 'n');
            String header = ask.headers().get(PREFIX + mirror.header);
            boolean same = value.isEmpty()
                    ? header == null
                    : MirroredValue.decode(header)
                            .filter(text -> means(call.message(), value.get(), text))
                            .isPresent();
            if (!same) {
                return Optional.of(
                        PREFIX + mirror.header + " is not arguments." + String.join(".", mirror.path) + " of the body");
            }
        }
        return Optional.of("more headers than the tool asks for")
                .filter(sentence -> strange && ask.headers().size() > wanted.size());
    }

    private static Optional<Span> at(byte[] text, Span object, List<String> path) {
        Optional<Span> found = Optional.of(object);
        for (String step : path) {
            found = found.flatMap(span -> Json.member(text, span, step));
        }
        return found;
    }

    private static boolean means(byte[] text, Span value, String header) {
        Optional<String> string = Json.text(text, value);
        if (string.isPresent()) {
            return string.get().equals(header);
        }
        String raw = new String(value.of(text), StandardCharsets.UTF_8);
        if (raw.equals(header)) {
            return true;
        }
        try {
            return new BigDecimal(raw).compareTo(new BigDecimal(header)) == 0;
        } catch (NumberFormatException e) {
            return false; // one of them is no number
        }
    }

    private Known known(Slot slot, Peer peer, Ask ask, Duration longest) {
        String now = generation.apply(peer.server());
        Known known = slot.known;
        if (known != null && known.isGood(now, longest)) {
            return known;
        }
        slot.busy.lock();
        try {
            known = slot.known;
            if (known == null || !known.isGood(now, longest)) {
                known = new Known(now, System.nanoTime(), read(peer, ask));
                slot.known = known;
            }
            return known;
        } finally {
            slot.busy.unlock();
        }
    }

    private static Map<String, List<Mirror>> read(Peer peer, Ask ask) {
        Map<String, List<Mirror>> tools = new HashMap<>();
        try {
            for (Element tool : StatelessLists.read(ListKind.TOOLS, ask, peer).elements()) {
                byte[] text = tool.page().message();
                List<Mirror> mirrors = new ArrayList<>();
                Json.member(text, tool.span(), "inputSchema")
                        .ifPresent(schema -> collect(text, schema, List.of(), mirrors));
                tools.put(tool.identity(), mirrors);
            }
        } catch (ProblemException | RpcFault | ServerRefused e) {
            LOG.atDebug().addKeyValue("server", peer.server()).setCause(e).log("tools not listed, headers not checked");
        }
        return tools;
    }

    private static void collect(byte[] text, Span schema, List<String> path, List<Mirror> mirrors) {
        Json.member(text, schema, "properties")
                .ifPresent(properties -> Json.members(text, properties).forEach((name, property) -> {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(name);
                    Json.member(text, property, "x-mcp-header")
                            .flatMap(value -> Json.text(text, value))
                            .ifPresent(header -> mirrors.add(new Mirror(header, List.copyOf(longer))));
                    collect(text, property, longer, mirrors);
                }));
    }
}
