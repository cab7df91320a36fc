package io.mcpctl.gateway.internal;

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
final class Ask implements Party {
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
    Ask(
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
    Ask with(byte[] message) {
        return new Ask(caller, route, Envelope.scan(message), headers, sink, called, server);
    }

    /** The same with another value of one member. */
    Ask with(Member member, String value) {
        return request.text(member).filter(value::equals).isPresent()
                ? this
                : with(request.with(member, JsonText.encode(value)));
    }

    /** The same client with another message, whose notifications go elsewhere. */
    Ask with(byte[] message, Consumer<byte[]> to) {
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
    RequestId called() {
        return called;
    }

    String correlation() {
        return called.correlation();
    }

    Caller caller() {
        return caller;
    }

    Envelope request() {
        return request;
    }

    byte[] requestId() {
        return request.raw(Member.ID).orElseThrow();
    }

    /** A member that must be there. */
    String text(Member member, String name) {
        return request.text(member)
                .orElseThrow(() -> new RpcFault(RpcFault.INVALID_PARAMS, "\"" + name + "\" is missing or no string"));
    }

    String method() {
        return request.method();
    }

    Duration limit() {
        return Endpoint.limit(request.method());
    }

    Map<String, String> headers() {
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

    Consumer<byte[]> sink() {
        return sink;
    }

    /** Whether the client says that it can do something. */
    boolean can(String capability) {
        return request.span(Member.PARAMS_META_CLIENT_CAPABILITIES)
                .flatMap(object -> Json.member(request.message(), object, capability))
                .filter(value -> request.message()[value.start()] == '{')
                .isPresent();
    }

    /** Whether the client takes tasks for answers. */
    boolean knowsTasks() {
        byte[] text = request.message();
        return request.span(Member.PARAMS_META_CLIENT_CAPABILITIES)
                .flatMap(object -> Json.member(text, object, "extensions"))
                .flatMap(extensions -> Json.member(text, extensions, BridgedTasks.EXTENSION))
                .filter(value -> text[value.start()] == '{')
                .isPresent();
    }

    void goesTo(String name) {
        server.name = name;
    }

    /** Name of the server it went to; empty when it went to none or to several. */
    String server() {
        return server.name;
    }
}
