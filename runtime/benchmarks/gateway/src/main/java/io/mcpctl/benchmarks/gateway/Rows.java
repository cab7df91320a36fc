package io.mcpctl.benchmarks.gateway;

import io.mcpctl.benchmarks.gateway.Row.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All ways there are. */
final class Rows {
    static final String DIRECT = "direct";

    private static final List<Row> ALL = List.of(
            new Row(DIRECT, "http", place -> new Running(plain(place.echoPort()), place.echoPid())),
            new Row("byte-relay", "http", Rows::relay),
            new Row("mcpctl", "http", place -> one(place, place.mcpctl().project("web", false))),
            new Row("mcpctl-bearer", "http", place -> one(place, place.mcpctl().project("web", true))),
            new Row("mcpctl-server", "http", place -> one(place, place.mcpctl().server("web"))),
            new Row("mcpctl-2-tiers", "http", place -> two(place, "web")),
            new Row(
                    "fastmcp-http",
                    "http",
                    place -> fastmcp(
                            place, "\"url\":\"http://127.0.0.1:" + place.echoPort() + "/mcp\",\"transport\":\"http\"")),
            new Row("mcpctl-stdio", "stdio", place -> one(place, place.mcpctl().project("pipe", false))),
            new Row(
                    "mcpctl-stdio-shared",
                    "stdio",
                    place -> one(place, place.mcpctl().project("shared", false))),
            new Row("mcpctl-2-tiers-stdio", "stdio", place -> two(place, "pipe")),
            new Row("supergateway", "stdio", Rows::supergateway),
            new Row("mcp-proxy-npm", "stdio", Rows::mcpProxyOfNpm),
            new Row("mcp-proxy-pypi", "stdio", Rows::mcpProxyOfPyPi),
            new Row("fastmcp-stdio", "stdio", Rows::fastmcpStdio));

    private Rows() {}

    static List<String> names() {
        return ALL.stream().map(Row::name).toList();
    }

    /** The chosen rows, always with the direct one. */
    static List<Row> chosen(List<String> only) {
        only.stream().filter(name -> !names().contains(name)).findFirst().ifPresent(name -> {
            throw new Options.Stop("there is no row \"" + name + "\"; rows are " + String.join(", ", names()));
        });
        return ALL.stream()
                .filter(row -> only.isEmpty() || row.name().equals(DIRECT) || only.contains(row.name()))
                .toList();
    }

    private static Endpoint plain(int port) {
        return new Endpoint(port, "/mcp", "", "echo");
    }

    private static Running one(Place place, Endpoint endpoint) throws IOException, InterruptedException {
        return new Running(endpoint, place.mcpctl().pid());
    }

    private static Running two(Place place, String server) throws IOException, InterruptedException {
        Place.Tiers tiers = place.tiers();
        return new Running(
                tiers.proxy().project(server, false),
                List.of(tiers.proxy().pid(), tiers.plane().pid()));
    }

    private static Running started(Place place, String name, int port, List<String> command)
            throws IOException, InterruptedException {
        Child child = place.keep(Child.start(place.log(name), port, Map.of(), command));
        return new Running(plain(port), child.pid());
    }

    private static Running relay(Place place) throws IOException, InterruptedException {
        int port = Child.freePort();
        List<String> command = Child.self("relay", String.valueOf(port), String.valueOf(place.echoPort()));
        return started(place, "relay", port, command);
    }

    private static Running supergateway(Place place) throws IOException, InterruptedException {
        int port = Child.freePort();
        String script =
                place.packages().npm("supergateway").resolve("dist/index.js").toString();
        String server = String.join(" ", Child.stdioServer());
        List<String> command = new ArrayList<>(List.of("node", script, "--stdio", server));
        command.addAll(List.of("--outputTransport", "streamableHttp", "--stateful", "--logLevel", "none"));
        command.addAll(List.of("--port", String.valueOf(port)));
        return started(place, "supergateway", port, command);
    }

    private static Running mcpProxyOfNpm(Place place) throws IOException, InterruptedException {
        int port = Child.freePort();
        Path script = place.packages().npm("mcp-proxy").resolve("dist/bin/mcp-proxy.mjs");
        List<String> command = new ArrayList<>(List.of("node", script.toString(), "--host", "127.0.0.1"));
        command.addAll(List.of("--port", String.valueOf(port), "--server", "stream", "--"));
        command.addAll(Child.stdioServer());
        return started(place, "mcp-proxy-npm", port, command);
    }

    private static Running mcpProxyOfPyPi(Place place) throws IOException, InterruptedException {
        int port = Child.freePort();
        List<String> command = new ArrayList<>(List.of(
                place.packages().python("mcp-proxy").resolve("bin/mcp-proxy").toString(),
                "--log-level",
                "ERROR",
                "--port",
                String.valueOf(port),
                "--"));
        command.addAll(Child.stdioServer());
        return started(place, "mcp-proxy-pypi", port, command);
    }

    private static Running fastmcpStdio(Place place) throws IOException, InterruptedException {
        List<String> server = Child.stdioServer();
        String arguments = String.join("\",\"", server.subList(1, server.size()));
        return fastmcp(place, "\"command\":\"" + server.getFirst() + "\",\"args\":[\"" + arguments + "\"]");
    }

    private static Running fastmcp(Place place, String server) throws IOException, InterruptedException {
        int port = Child.freePort();
        Path python = place.packages().python("fastmcp").resolve("bin/python");
        Path script = place.folder().resolve("fastmcp-" + port + ".py");
        Files.writeString(script, """
                from fastmcp.server import create_proxy
                config = {"mcpServers": {"echo": {%s}}}
                create_proxy(config, name="proxy").run(
                    transport="http", host="127.0.0.1", port=%d, path="/mcp", show_banner=False, log_level="ERROR")
                """.formatted(server, port));
        return started(place, "fastmcp-" + port, port, List.of(python.toString(), script.toString()));
    }
}
