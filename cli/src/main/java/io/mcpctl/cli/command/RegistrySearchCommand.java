package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Settings;
import io.mcpctl.cli.http.EventReader;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Searches public registries of MCP servers; a table grows while they answer. */
final class RegistrySearchCommand implements Command {
    private static final int MOST = 100;

    @Override
    public Usage usage() {
        return new Usage(
                "Search public registries for MCP servers",
                "<query...>",
                1,
                Usage.ANY,
                List.of(
                        Usage.Option.value("--registry", "<official|glama|smithery>", "only this one; may be repeated"),
                        Usage.Option.value(
                                "--transport",
                                "<stdio|sse|streamable-http>",
                                "only servers over stdio, sse or streamable-http"),
                        Usage.Option.flag("--verified", "only servers whose authors the registry vouches for"),
                        Usage.Option.value("--limit", "<n>", "at most so many, 20 by default")),
                List.of(
                        "mcpctl registry search postgres",
                        "mcpctl registry search --registry official --transport stdio file system",
                        "mcpctl create server db --from-registry official:io.github.example/postgres"));
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        RegistryResults results = new RegistryResults(invocation);
        Query query = new Query().with("query", String.join(" ", invocation.words()));
        registries(invocation).forEach(name -> query.with("registry", name));
        invocation.arguments().value("--transport").ifPresent(transport -> query.with("transport", transport));
        invocation.arguments().number("--limit", 1, MOST).ifPresent(limit -> query.with("limit", limit.toString()));
        query.with("verified", invocation.arguments().has("--verified") ? "true" : "");
        query.with("stream", invocation.format().isTable() ? "true" : "whole");
        try (HttpAnswer answer = api.stream("/api/v1/registry/search" + query, "")) {
            EventReader events = new EventReader(answer.body());
            for (Optional<EventReader.Event> event = events.next(); event.isPresent(); event = events.next()) {
                if (take(invocation, event.get(), results)) {
                    return ExitCode.OK;
                }
            }
            throw CliException.unavailable("the search broke off; repeat it");
        } catch (IOException e) {
            throw new CliException(ExitCode.UNAVAILABLE, "the search broke off: " + e.getMessage(), e);
        }
    }

    /** Those of the line, else those of the user's settings, else what the daemon is set to. */
    private static List<String> registries(Invocation invocation) {
        List<String> named = invocation.arguments().values("--registry");
        return named.isEmpty() && invocation.home().hasSettings()
                ? Settings.of(invocation.home())
                        .shown("registries")
                        .map(text -> List.of(text.split(",", -1)))
                        .orElse(List.of())
                : named;
    }

    /** Whether that was all. */
    private static boolean take(Invocation invocation, EventReader.Event event, RegistryResults results)
            throws IOException {
        switch (event.name()) {
            case "servers" -> results.add(Json.read(event.data()));
            case "warning" -> {
                JsonNode warning = Json.read(event.data());
                invocation
                        .terminal()
                        .say(Plain.line("Warning: " + warning.path("registry").asText() + " "
                                + warning.path("message").asText()));
            }
            case "error" -> throw CliException.unavailable(event.data());
            case "end" -> {
                JsonNode end = Json.read(event.data());
                if (end.path("asked").asInt() == end.path("failed").asInt()) {
                    throw CliException.failure("no registry could be searched");
                }
                results.end();
                return true;
            }
            default -> {
                // A later daemon may tell more.
            }
        }
        return false;
    }
}
