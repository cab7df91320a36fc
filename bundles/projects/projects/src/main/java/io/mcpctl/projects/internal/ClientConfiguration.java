package io.mcpctl.projects.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a client writes into its configuration to reach a project, in the form of that client's file. It knows the
 * project's name and an address, nothing of the servers: no value of theirs can get into it.
 */
final class ClientConfiguration {
    private static final int MAX_URL = 2000;

    /** The file of Claude, Cursor and Gemini. */
    record McpServers(
            @Doc("One entry, named as the project.") Map<String, Entry> mcpServers) {}

    /** The file of Visual Studio Code. */
    record Servers(@Doc("One entry, named as the project.") Map<String, Entry> servers) {}

    /** How a client reaches the project. */
    record Entry(
            @Doc("stdio or http, where the client wants to be told.")
            Optional<String> type,

            @Doc("Program to start.") Optional<String> command,
            @Doc("Its arguments.") Optional<List<String>> args,
            @Doc("Address of the project's endpoint.") Optional<String> url,
            @Doc("The same, as Gemini names it.") Optional<String> httpUrl) {

        static Entry program(String type, String project) {
            return new Entry(
                    Optional.of(type).filter(word -> !word.isEmpty()),
                    Optional.of("mcpctl"),
                    Optional.of(List.of("mcp", "-p", project)),
                    Optional.empty(),
                    Optional.empty());
        }

        static Entry address(String type, String url) {
            return new Entry(
                    Optional.of(type).filter(word -> !word.isEmpty()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(url),
                    Optional.empty());
        }

        static Entry gemini(String url) {
            return new Entry(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(url));
        }
    }

    private enum Client {
        claude,
        cursor,
        vscode,
        codex,
        gemini
    }

    private enum Transport {
        stdio,
        http
    }

    private ClientConfiguration() {}

    static Reply of(Call<?> call, String project) {
        Client client = choice(call, "client", Client.values());
        return choice(call, "transport", Transport.values()) == Transport.stdio
                ? program(client, project)
                : address(client, project, proxy(call) + "/projects/" + project + "/mcp");
    }

    private static Reply program(Client client, String project) {
        return switch (client) {
            case claude, cursor, gemini -> Reply.of(new McpServers(Map.of(project, Entry.program("", project))));
            case vscode -> Reply.of(new Servers(Map.of(project, Entry.program("stdio", project))));
            case codex -> toml(project, "command = \"mcpctl\"\nargs = [\"mcp\", \"-p\", \"" + project + "\"]\n");
        };
    }

    private static Reply address(Client client, String project, String url) {
        return switch (client) {
            case claude -> Reply.of(new McpServers(Map.of(project, Entry.address("http", url))));
            case cursor -> Reply.of(new McpServers(Map.of(project, Entry.address("", url))));
            case gemini -> Reply.of(new McpServers(Map.of(project, Entry.gemini(url))));
            case vscode -> Reply.of(new Servers(Map.of(project, Entry.address("http", url))));
            case codex -> toml(project, "url = \"" + url + "\"\n");
        };
    }

    /** Names of projects are bare keys, unless they hold a dot. */
    private static Reply toml(String project, String members) {
        String key = project.indexOf('.') < 0 ? project : "\"" + project + "\"";
        return new Reply.Text("application/toml; charset=utf-8", "[mcp_servers." + key + "]\n" + members);
    }

    /** The address that was given, else the one that this very request was sent to. */
    private static String proxy(Call<?> call) {
        Optional<String> given = call.parameter("url");
        if (given.isEmpty()) {
            String host = call.headers().get("host");
            if (host == null) {
                throw invalid("url: say where the proxy is, such as ?url=http://127.0.0.1:3200");
            }
            return "http://" + host;
        }
        String url = given.get();
        // No user, query or fragment: an address, not a credential.
        if (url.length() > MAX_URL || !url.matches("https?://[A-Za-z0-9.:\\[\\]_-]+(/[A-Za-z0-9._~/-]*)?")) {
            throw invalid("url: expected an absolute http or https URL without user, query and fragment,"
                    + " such as http://127.0.0.1:3200");
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** The value of a parameter; the first one when it is not given. */
    private static <E extends Enum<E>> E choice(Call<?> call, String parameter, E[] values) {
        Optional<String> given = call.parameter(parameter);
        if (given.isEmpty()) {
            return values[0];
        }
        return Arrays.stream(values)
                .filter(value -> value.name().equals(given.get()))
                .findFirst()
                .orElseThrow(() -> invalid(parameter + ": allowed are "
                        + Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "))));
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemKind.INVALID, detail);
    }
}
