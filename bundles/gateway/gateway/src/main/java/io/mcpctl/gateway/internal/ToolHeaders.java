package io.mcpctl.gateway.internal;

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
 * Checks the headers that mirror arguments of a call, as the tool's schema asks for with {@code x-mcp-header}. Servers
 * over stdio never see headers, so the gateway has to.
 */
final class ToolHeaders {
    private static final Logger LOG = LoggerFactory.getLogger(ToolHeaders.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final String PREFIX = "Mcp-Param-";

    private final Function<String, String> generation;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /** One argument and the header that repeats it. */
    private record Mirror(String header, List<String> path) {}

    private record Known(String generation, long since, Map<String, List<Mirror>> tools) {
        boolean isFresh(String now) {
            return generation.equals(now) && System.nanoTime() - since < FRESH.toNanos();
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
        Envelope call = ask.request();
        Optional<String> tool = call.text(Member.PARAMS_NAME);
        if (tool.isEmpty()) {
            return;
        }
        for (Mirror mirror : tools(peer, ask).getOrDefault(tool.get(), List.of())) {
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
                throw Rules.mismatch(
                        PREFIX + mirror.header + " is not arguments." + String.join(".", mirror.path) + " of the body");
            }
        }
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

    private Map<String, List<Mirror>> tools(Peer peer, Ask ask) {
        Slot slot = slots.computeIfAbsent(peer.server(), absent -> new Slot());
        String now = generation.apply(peer.server());
        Known known = slot.known;
        if (known != null && known.isFresh(now)) {
            return known.tools;
        }
        slot.busy.lock();
        try {
            known = slot.known;
            if (known != null && known.isFresh(now)) {
                return known.tools;
            }
            Map<String, List<Mirror>> read = read(peer, ask);
            slot.known = new Known(now, System.nanoTime(), read);
            return read;
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
                if (!mirrors.isEmpty()) {
                    tools.put(tool.identity(), mirrors);
                }
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
