package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.text.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Things that are shown like resources but are none: the daemon has them from files and bundles, and they are at a path of their own.
 *
 * @param columns members that a table shows, and those that it shows when it may be wide
 */
record ReadOnlyList(Kind kind, String path, List<String> columns, List<String> wide) {
    private static final List<ReadOnlyList> ALL = List.of(
            new ReadOnlyList(
                    kind("proxymodel", "proxymodels", "pm"),
                    "/proxymodels",
                    List.of("name", "type", "source"),
                    List.of("stages", "extends", "description")),
            new ReadOnlyList(
                    kind("stage", "proxymodels"),
                    "/proxymodels/stages",
                    List.of("name", "source", "file", "active"),
                    List.of("language")),
            new ReadOnlyList(
                    kind("plugin", "plugins"),
                    "/api/v1/plugins",
                    List.of("name", "version", "state", "provides"),
                    List.of("source", "sha256")));

    private static Kind kind(String name, String resource, String... aliases) {
        return new Kind(
                name, name + "s", List.of(aliases), true, false, 0, "name", "name", List.of(), resource, "", List.of());
    }

    static Optional<ReadOnlyList> named(String word) {
        return ALL.stream()
                .filter(list -> Stream.concat(
                                Stream.of(list.kind.name(), list.kind.plural()), list.kind.aliases().stream())
                        .anyMatch(word::equalsIgnoreCase))
                .findFirst();
    }

    int get(Invocation invocation, List<String> names) {
        if (invocation.arguments().has("--watch") || invocation.arguments().has("--watch-only")) {
            throw CliException.usage(
                    kind.plural() + " cannot be watched; `mcpctl logs --daemon -f` tells when they change");
        }
        List<JsonNode> found = find(invocation, names);
        if (!invocation.format().isTable()) {
            boolean single = names.size() == 1 && !Glob.isPattern(names.getFirst()) && found.size() == 1;
            Documents.print(invocation, kind, sorted(invocation, found), single);
        } else if (found.isEmpty()) {
            invocation.terminal().say("No " + kind.plural() + " found.");
        } else {
            table(invocation, found);
        }
        return ExitCode.OK;
    }

    int describe(Invocation invocation, List<String> names) {
        List<JsonNode> found = find(invocation, names);
        if (!invocation.format().isTable()) {
            Documents.print(invocation, kind, found, found.size() == 1);
            return ExitCode.OK;
        }
        boolean first = true;
        for (JsonNode document : found) {
            invocation.out().print(first ? "" : "\n\n");
            first = false;
            new Description(invocation.out(), invocation.api()).print(kind, document);
        }
        return ExitCode.OK;
    }

    private List<JsonNode> find(Invocation invocation, List<String> names) {
        List<JsonNode> all = new ArrayList<>();
        invocation.api().get(path).forEach(document -> all.add(Kinded.with(kind, document)));
        if (names.isEmpty()) {
            return all;
        }
        List<JsonNode> found = new ArrayList<>();
        for (String name : names) {
            Glob glob = Glob.of(name);
            List<JsonNode> matching = all.stream()
                    .filter(document -> Glob.isPattern(name)
                            ? glob.matches(kind.nameOf(document))
                            : name.equals(kind.nameOf(document)))
                    .toList();
            if (matching.isEmpty() && !Glob.isPattern(name)) {
                throw new CliException(
                        ExitCode.NOT_FOUND,
                        kind.name() + " \"" + name + "\" is not known; `mcpctl get " + kind.plural() + "` lists them");
            }
            found.addAll(matching);
        }
        return found;
    }

    private static List<JsonNode> sorted(Invocation invocation, List<JsonNode> documents) {
        return SortBy.of(invocation).map(sort -> sort.documents(documents)).orElse(documents);
    }

    private void table(Invocation invocation, List<JsonNode> documents) {
        List<String> members = new ArrayList<>(columns);
        if (invocation.format() == Format.WIDE) {
            members.addAll(wide);
        }
        List<String> headings = members.stream().map(member -> heading(member)).toList();
        List<List<String>> rows = documents.stream()
                .map(document -> members.stream()
                        .map(member -> cell(document.path(member)))
                        .toList())
                .toList();
        ResourceTable whole = new ResourceTable(headings, rows);
        SortBy.of(invocation)
                .map(sort -> sort.heading(whole) ? sort.table(whole) : sort.table(whole, documents))
                .orElse(whole)
                .toTable()
                .print(invocation.out());
        documents.forEach(document -> troubles(document)
                .forEach(trouble -> invocation.terminal().say(Plain.line(kind.nameOf(document) + ": " + trouble))));
    }

    /** What is the matter with it is talk, and not data. */
    private static List<String> troubles(JsonNode document) {
        List<String> troubles = new ArrayList<>();
        document.path("errors").forEach(error -> troubles.add(error.asText()));
        if (!document.path("reason").asText("").isEmpty()) {
            troubles.add(document.path("reason").asText());
        }
        return troubles;
    }

    /** What other resources call their kind, a model calls its type. */
    private static String heading(String member) {
        return member.equals("type") ? "KIND" : member.toUpperCase(Locale.ROOT);
    }

    private static String cell(JsonNode value) {
        if (value.isArray()) {
            List<String> words = new ArrayList<>();
            value.forEach(word -> words.add(word.asText()));
            return words.isEmpty() ? "-" : String.join(",", words);
        }
        return value.asText("").isEmpty() ? "-" : value.asText();
    }
}
