package io.mcpctl.benchmarks.gateway;

/** What a client sends. */
final class Request {
    static final String REVISION = "2025-06-18";

    private final String head;
    private final String delete;

    /** {@code headers} are lines that end with CR LF. */
    Request(Endpoint endpoint, String headers) {
        this.head = "POST " + endpoint.path() + " HTTP/1.1\r\nHost: 127.0.0.1:" + endpoint.port()
                + "\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\n"
                + endpoint.headers() + headers + "Content-Length: ";
        this.delete = "DELETE " + endpoint.path() + " HTTP/1.1\r\nHost: 127.0.0.1:" + endpoint.port() + "\r\n"
                + endpoint.headers() + headers + "\r\n";
    }

    byte[] delete() {
        return Echo.ascii(delete);
    }

    private byte[] with(String body) {
        return Echo.ascii(head + body.length() + "\r\n\r\n" + body);
    }

    byte[] initialize() {
        return with("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                + REVISION + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"benchmark\",\"version\":\"1\"}}}");
    }

    byte[] initialized() {
        return with("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    byte[] call(long id, String tool, int size) {
        return with("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{\"size\":" + size + "}}}");
    }
}
