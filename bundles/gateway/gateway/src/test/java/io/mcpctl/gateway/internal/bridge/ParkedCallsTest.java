package io.mcpctl.gateway.internal.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.internal.LocalServers;
import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.gateway.internal.message.ListNews;
import io.mcpctl.gateway.internal.message.RequestId;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.session.Backend;
import io.mcpctl.gateway.internal.session.Handshakes;
import io.mcpctl.gateway.internal.session.ListCache;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.Trunks;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.gateway.internal.stateless.Subscribers;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.jsonrpc.api.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ParkedCallsTest {
    private static Ask ask(String principal) {
        byte[] call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\"}}"
                .getBytes(StandardCharsets.UTF_8);
        Caller caller = new Caller(Principal.special(principal), Optional.empty());
        return new Ask(
                caller, new Route.ToServer("s"), Envelope.scan(call), Map.of(), ahead -> {}, new RequestId("1", "1"));
    }

    private static BridgedCall call(Ask ask) {
        Hello hello = new Hello(ask.request(), "", "");
        return new BridgedCall(
                new Session("id", ask.caller(), ask.route(), hello, backend(), new Subscribers()), ask, false);
    }

    private static Backend backend() {
        ListNews none = (server, notification) -> {};
        LocalServers servers = new LocalServers();
        return new Backend(
                servers, new Handshakes(), new Trunks(servers, none), new ListCache(ListCache.Lives.USUAL), none);
    }

    @Test
    void aCallThatWaitsTooLongIsGivenUp() {
        ParkedCalls parked = new ParkedCalls(Duration.ZERO, "here");
        Ask ask = ask("a");
        String state = parked.park(call(ask), ask, "s");

        parked.expire();

        assertTrue(String.valueOf(assertThrows(RpcFault.class, () -> parked.claim(state, ask, "s"))
                        .getMessage())
                .contains("start the call again"));
    }

    @Test
    void aCallThatWaitsElsewhereIsToldWhereAndWhatToDo() {
        Ask ask = ask("a");
        String state = new ParkedCalls(Duration.ofHours(1), "host-1").park(call(ask), ask, "s");

        RpcFault fault =
                assertThrows(RpcFault.class, () -> new ParkedCalls(Duration.ofHours(1), "here").claim(state, ask, "s"));

        String sentence = String.valueOf(fault.getMessage());
        assertTrue(sentence.contains("daemon \"host-1\"") && sentence.contains("daemon \"here\""), sentence);
        assertTrue(sentence.contains("start the call again"), sentence);
        assertTrue(
                new String(fault.answer(new byte[] {'1'}), StandardCharsets.UTF_8).contains("\"daemon\":\"host-1\""));
    }

    @Test
    void oneCallerCannotTakeAllPlaces() {
        ParkedCalls parked = new ParkedCalls(Duration.ofHours(1), "here");
        Ask ask = ask("a");
        BridgedCall call = call(ask);
        for (int i = 0; i < 64; i++) {
            parked.park(call, ask, "s");
        }

        assertThrows(RpcFault.class, () -> parked.park(call, ask, "s"));
        assertEquals("here-".length() + 36, parked.park(call, ask("b"), "s").length());
    }
}
