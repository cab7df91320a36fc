package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.PrivateFile;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Toml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a project into an MCP client's file; what else is in the file stays. */
final class ClientConfiguration {
    private final Invocation invocation;

    ClientConfiguration(Invocation invocation) {
        this.invocation = invocation;
    }

    int write(ClientFile client) {
        String project = invocation.neededProject();
        ControlApi api = invocation.api();
        ObjectNode entry = entry(api, client, project);
        Path file = Path.of(invocation.arguments().value("--file").orElse(client.file));
        String text = client == ClientFile.CODEX
                ? Toml.withTable(present(file), client.member + "." + Toml.key(project), entry)
                : Json.pretty(merged(client, file, project, entry)) + "\n";
        if (invocation.arguments().has("--stdout")) {
            invocation.out().print(text);
            return ExitCode.OK;
        }
        try {
            PrivateFile.write(
                    file, text, PosixFilePermissions.fromString(holdsCredential(entry) ? "rw-------" : "rw-r--r--"));
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, file + " cannot be written: " + e.getMessage(), e);
        }
        invocation.out().println(Plain.line("project/" + project + " written to " + file));
        return ExitCode.OK;
    }

    /** As the daemon says, in the words of the client. */
    private ObjectNode entry(ControlApi api, ClientFile client, String project) {
        Query query = new Query();
        if (invocation.arguments().has("--http")) {
            query.with("transport", "http").with("url", api.target().toString());
        }
        JsonNode answer = api.get("/api/v1/projects/" + Target.segment(project) + "/mcp-config" + query);
        ObjectNode entry = Json.object();
        if (answer.path("mcpServers").path(project) instanceof ObjectNode found) {
            entry.setAll(found);
        } else {
            throw CliException.failure("the daemon gave no client configuration for project \"" + project + "\"");
        }
        boolean http = entry.has("url");
        switch (client) {
            case VSCODE -> entry.put("type", http ? "http" : "stdio");
            case GEMINI -> {
                if (http) {
                    entry.set("httpUrl", entry.remove("url"));
                    entry.remove("type");
                }
            }
            case CODEX, CURSOR -> entry.remove("type");
            case CLAUDE -> {
                // The daemon's own words are Claude's.
            }
        }
        return entry;
    }

    private static boolean holdsCredential(ObjectNode entry) {
        return !entry.path("headers").isEmpty() || !entry.path("env").isEmpty();
    }

    private String present(Path file) {
        if (invocation.arguments().has("--no-merge") || !Files.exists(file)) {
            return "";
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private ObjectNode merged(ClientFile client, Path file, String project, ObjectNode entry) {
        ObjectNode whole = Json.object();
        String text = present(file);
        if (!text.isBlank()) {
            whole = read(file, text);
        }
        if (!whole.path(client.member).isObject()) {
            whole.putObject(client.member);
        }
        ObjectNode servers = (ObjectNode) whole.path(client.member);
        List<String> others = ours(servers, project);
        if (invocation.arguments().has("--replace")) {
            servers.remove(others);
        } else if (!others.isEmpty()) {
            invocation
                    .terminal()
                    .say(Plain.line("Kept entries for other projects: " + String.join(", ", others)
                            + "; --replace removes them"));
        }
        servers.set(project, entry);
        return whole;
    }

    private static ObjectNode read(Path file, String text) {
        try {
            if (Json.read(text) instanceof ObjectNode object) {
                return object;
            }
            throw CliException.failure(file + " is no JSON object; repair it, or use --no-merge");
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE,
                    file + " is not JSON (" + e.getMessage() + "); repair it, or use --no-merge to write it anew",
                    e);
        }
    }

    /** Entries that this product made for other projects. */
    private static List<String> ours(ObjectNode servers, String project) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> server : servers.properties()) {
            JsonNode entry = server.getValue();
            boolean bridge = entry.path("command").asText().endsWith("mcpctl")
                    && entry.path("args").path(0).asText().equals("mcp");
            boolean http = (entry.path("url").asText("") + entry.path("httpUrl").asText(""))
                    .endsWith("/projects/" + server.getKey() + "/mcp");
            if ((bridge || http) && !server.getKey().equals(project)) {
                names.add(server.getKey());
            }
        }
        return names;
    }
}
