package io.mcpctl.runtime.tests;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A product with servers that misbehave on demand: over stdio, over HTTP, behind a cut cable, and one that never says a word. */
final class ServerFaults implements AutoCloseable {
    static final int MANY = 9;
    private static final String ALL_MAY_COME = "sharing: {maxConnections: 100}";

    final Product product = Product.fresh();
    final Fixture web = Fixture.start();
    final StallingProxy cable = StallingProxy.to(web.url());
    final StallingProxy mute = StallingProxy.mute();
    private Fixture fragile = Fixture.start();

    ServerFaults up() {
        StringBuilder documents = new StringBuilder();
        add(documents, "web", web.url());
        add(documents, "fragile", fragile.url());
        add(documents, "cable", cable.url());
        add(documents, "mute", mute.url());
        IntStream.range(0, MANY).forEach(i -> add(documents, "one-" + i, web.url()));
        documents.append(
                "kind: server\nname: pipe\ncommand: %s\n%s\n---\n".formatted(Fixture.overStdio(), ALL_MAY_COME));
        documents.append(
                "kind: server\nname: frozen\ncommand: %s\n%s\n---\n".formatted(Fixture.overStdio(), ALL_MAY_COME));
        documents.append("kind: project\nname: ten\nservers: [mute, %s]\n"
                .formatted(String.join(
                        ", ", IntStream.range(0, MANY).mapToObj(i -> "one-" + i).toList())));
        product.up().apply(documents.toString()).exits(0);
        product.awaitHealthy(MANY + 5);
        return this;
    }

    private static void add(StringBuilder documents, String name, String url) {
        documents.append("kind: server\nname: %s\ntransport: STREAMABLE_HTTP\nexternalUrl: %s\n%s\n---\n"
                .formatted(name, url, ALL_MAY_COME));
    }

    String url(String server) {
        return product.url("/servers/" + server + "/mcp");
    }

    RawClient at(String server) {
        return new RawClient(url(server));
    }

    /** The processes of a server over stdio, the newest last. */
    List<HomeProcess> processes(String server) {
        return product.processes().stream()
                .filter(process -> process.command().contains("--stdio") && process.worksIn("servers/" + server))
                .sorted((a, b) -> Long.compare(a.pid(), b.pid()))
                .toList();
    }

    void killFragile() {
        fragile.close();
    }

    /** Another process at the same address, which knows no session of the former one. */
    void restartFragile() {
        fragile = Fixture.start("--http", fragile.url().replaceAll(".*:(\\d+)/.*", "$1"));
    }

    /** Waits until a server answers again; while it starts, clients are told so. */
    static void awaitEcho(RawClient client) {
        Wait.until(
                "the server answers again",
                Duration.ofSeconds(30),
                () -> client.call("echo", "{\"message\":\"back\"}").getLast().contains("Echo: back"),
                () -> client.call("echo", "{\"message\":\"back\"}").toString());
    }

    @Override
    public void close() {
        product.close();
        cable.close();
        mute.close();
        fragile.close();
        web.close();
    }
}
