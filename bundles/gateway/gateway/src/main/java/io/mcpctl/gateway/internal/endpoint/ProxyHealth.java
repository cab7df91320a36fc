package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.message.FanOut;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.message.ServerRefused;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Answers {@code proxy/health}, a method of ours: how the servers of a project are, found by asking each now. */
final class ProxyHealth {
    static final String METHOD = "proxy/health";
    static final Duration LIMIT = Duration.ofSeconds(5);

    private ProxyHealth() {}

    private record State(String server, String word, String reason) {
        byte[] json() {
            Map<String, byte[]> members = new LinkedHashMap<>();
            members.put("name", JsonText.encode(server));
            members.put("state", JsonText.encode(word));
            if (!reason.isEmpty()) {
                members.put("reason", JsonText.encode(reason));
            }
            return Messages.object(members);
        }
    }

    /** The result; {@code ask} sends one server something that it must answer, with whatever. */
    static byte[] result(List<String> servers, Consumer<String> ask) {
        List<State> states = FanOut.ask(
                "health", servers, server -> server, LIMIT.plusSeconds(1), server -> state(server, ask), () -> {});
        Map<String, State> found = new LinkedHashMap<>();
        servers.forEach(server ->
                found.put(server, new State(server, "degraded", "no answer within " + LIMIT.toSeconds() + " s")));
        states.forEach(state -> found.put(state.server(), state));
        byte[][] parts = found.values().stream().map(State::json).toArray(byte[][]::new);
        byte[] list = Messages.ascii("{\"upstreams\":[");
        for (int i = 0; i < parts.length; i++) {
            list = Messages.join(list, i == 0 ? new byte[0] : Messages.ascii(","), parts[i]);
        }
        return Messages.join(list, Messages.ascii("]}"));
    }

    private static State state(String server, Consumer<String> ask) {
        try {
            ask.accept(server);
            return new State(server, "healthy", "");
        } catch (ProblemException e) {
            boolean slow = e.kind() == ProblemKind.TIMEOUT || e.kind() == ProblemKind.THROTTLED;
            return new State(
                    server, slow ? "degraded" : "disconnected", e.problem().detail());
        } catch (RpcFault | ServerRefused e) {
            return new State(server, "degraded", String.valueOf(e.getMessage()));
        }
    }
}
