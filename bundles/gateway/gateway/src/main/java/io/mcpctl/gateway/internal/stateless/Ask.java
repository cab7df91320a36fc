package io.mcpctl.gateway.internal.stateless;

import io.mcpctl.gateway.internal.access.Party;
import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.message.RequestId;
import io.mcpctl.gateway.internal.message.RequestIds;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One request of a client of the stateless era: it says all there is to know about the client. */
public final class Ask implements Party {
    /** The extension by which clients of this era say that they take tasks. */
    public static final String TASKS = "io.modelcontextprotocol/tasks";

    private final Caller caller;
    private final Route route;
    private final Envelope request;
    private final Map<String, String> headers;
    private final Consumer<byte[]> sink;
    private final RequestId called;
    /** Shared by all requests that come of one request of the client. */
    private final Went server;

    /** Where a request went. */
    private static final class Went {
        private volatile String name = "";
    }

    /**
     * @param headers those of the client that mirror arguments of tools
     * @param sink takes what comes ahead of the answer
     */
    public Ask(
            Caller caller,
            Route route,
            Envelope request,
            Map<String, String> headers,
            Consumer<byte[]> sink,
            RequestId called) {
        this(caller, route, request, headers, sink, called, new Went());
    }

    private Ask(
            Caller caller,
            Route route,
            Envelope request,
            Map<String, String> headers,
            Consumer<byte[]> sink,
            RequestId called,
            Went server) {
        this.caller = caller;
        this.route = route;
        this.request = request;
        this.headers = headers;
        this.sink = sink;
        this.called = called;
        this.server = server;
    }

    /** The same client with another message. */
    public Ask with(byte[] message) {
        return new Ask(caller, route, Envelope.scan(message), headers, sink, called, server);
    }

    /** The same with another value of one member. */
    public Ask with(Member member, String value) {
        return request.text(member).filter(value::equals).isPresent()
                ? this
                : with(request.with(member, JsonText.encode(value)));
    }

    /** The same client with another message, whose notifications go elsewhere. */
    public Ask with(byte[] message, Consumer<byte[]> to) {
        return new Ask(caller, route, Envelope.scan(message), Map.of(), to, called, server);
    }

    @Override
    public String id() {
        return "";
    }

    @Override
    public Principal principal() {
        return caller.principal();
    }

    @Override
    public Route route() {
        return route;
    }

    /** What this request is called. */
    public RequestId called() {
        return called;
    }

    public String correlation() {
        return called.correlation();
    }

    public Caller caller() {
        return caller;
    }

    public Envelope request() {
        return request;
    }

    public byte[] requestId() {
        return request.raw(Member.ID).orElseThrow();
    }

    /** A member that must be there. */
    public String text(Member member, String name) {
        return request.text(member)
                .orElseThrow(() -> new RpcFault(RpcFault.INVALID_PARAMS, "\"" + name + "\" is missing or no string"));
    }

    public String method() {
        return request.method();
    }

    public Duration limit() {
        return Endpoint.limit(request.method());
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** Those for a server of the same era: with what this request is called. */
    Map<String, String> outgoing() {
        if (headers.isEmpty()) {
            return Map.of(RequestIds.HEADER, correlation());
        }
        Map<String, String> all = new HashMap<>(headers);
        all.put(RequestIds.HEADER, correlation());
        return all;
    }

    public Consumer<byte[]> sink() {
        return sink;
    }

    /** Whether the client says that it can do something. */
    public boolean can(String capability) {
        return request.span(Member.PARAMS_META_CLIENT_CAPABILITIES)
                .flatMap(object -> Json.member(request.message(), object, capability))
                .filter(value -> request.message()[value.start()] == '{')
                .isPresent();
    }

    /** Whether the client takes tasks for answers. */
    public boolean knowsTasks() {
        byte[] text = request.message();
        return request.span(Member.PARAMS_META_CLIENT_CAPABILITIES)
                .flatMap(object -> Json.member(text, object, "extensions"))
                .flatMap(extensions -> Json.member(text, extensions, TASKS))
                .filter(value -> text[value.start()] == '{')
                .isPresent();
    }

    public void goesTo(String name) {
        server.name = name;
    }

    /** Name of the server it went to; empty when it went to none or to several. */
    public String server() {
        return server.name;
    }
}
