package io.mcpctl.cli.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.api.Member;
import io.mcpctl.cli.text.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the configuration of an MCP client: each server becomes a definition, and with a project is attached to it. */
final class ClientServers {
    private static final int LONGEST_NAME = 63;
    private static final Set<String> UNDERSTOOD = Set.of(
            "command", "args", "env", "url", "httpUrl", "headers", "type", "transport", "disabled", "description");

    private final Kinds kinds;
    private final Optional<String> project;
    private final Consumer<String> talk;

    ClientServers(Kinds kinds, Optional<String> project, Consumer<String> talk) {
        this.kinds = kinds;
        this.project = project;
        this.talk = talk;
    }

    /** {@code mcpServers} of most clients; in VS Code it is {@code servers}, which we have as a list. */
    static boolean recognises(ObjectNode object) {
        return object.path("mcpServers").isObject() || object.path("servers").isObject();
    }

    List<Document> documents(String file, ObjectNode configuration, Lines lines) {
        String member = configuration.path("mcpServers").isObject() ? "mcpServers" : "servers";
        Kind server = kinds.named("server");
        List<Document> documents = new ArrayList<>();
        Map<String, String> taken = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : configuration.path(member).properties()) {
            String path = Lines.child(member, entry.getKey());
            if (!(entry.getValue() instanceof ObjectNode written)) {
                throw InputError.at(file, lines.of(path), "the server \"" + entry.getKey() + "\" must be a map");
            }
            String name = label(entry.getKey());
            String other = name.isEmpty() ? "" : taken.put(name, entry.getKey());
            if (name.isEmpty()) {
                throw InputError.at(
                        file, lines.of(path), "\"" + entry.getKey() + "\" has no letter or digit for a name");
            }
            if (other != null) {
                throw InputError.at(
                        file,
                        lines.of(path),
                        "\"" + entry.getKey() + "\" and \"" + other + "\" would both be named " + name);
            }
            if (!name.equals(entry.getKey())) {
                talk.accept("\"" + entry.getKey() + "\" is named " + name);
            }
            documents.add(new Document(
                    server, definition(server, name, written, file + ": " + entry.getKey()), file, lines.below(path)));
            project.ifPresent(of -> documents.add(attachment(of, name, file, lines.below(path))));
        }
        return documents;
    }

    private Document attachment(String of, String server, String file, Lines lines) {
        Kind kind = kinds.named("serverattachment");
        ObjectNode content = Json.object().put("kind", kind.name());
        return new Document(kind, content.put("project", of).put("server", server), file, lines);
    }

    /** The name as a DNS label. */
    static String label(String name) {
        String label = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        label = label.substring(0, Math.min(LONGEST_NAME, label.length()));
        return label.replaceAll("^-+|-+$", "");
    }

    private ObjectNode definition(Kind kind, String name, ObjectNode written, String place) {
        ObjectNode server = Json.object().put("kind", "server").put("name", name);
        String url = written.path("url").asText(written.path("httpUrl").asText(""));
        if (url.isEmpty()) {
            server.put("transport", "STDIO");
            program(server, written);
        } else {
            String type = written.path("type").asText(written.path("transport").asText(""));
            server.put("transport", type.equals("sse") ? "SSE" : "STREAMABLE_HTTP")
                    .put("externalUrl", url);
        }
        copy(written, "description", server);
        pairs(kind, written, "env", server);
        pairs(kind, written, "headers", server);
        if (written.path("disabled").asBoolean()) {
            server.put("replicas", 0);
        }
        written.fieldNames().forEachRemaining(member -> {
            if (!UNDERSTOOD.contains(member)) {
                talk.accept(place + ": \"" + member + "\" means nothing here and is left out");
            }
        });
        return server;
    }

    private static void copy(ObjectNode from, String member, ObjectNode to) {
        if (from.has(member)) {
            to.set(member, from.path(member));
        }
    }

    /** {@code npx -y package ...} and {@code uvx package ...} name a package; anything else is a command. */
    private static void program(ObjectNode server, ObjectNode written) {
        String command = written.path("command").asText("");
        List<String> args = new ArrayList<>();
        written.path("args").forEach(argument -> args.add(argument.asText()));
        boolean node = command.equals("npx");
        int first = 0;
        while (node
                && first < args.size()
                && (args.get(first).equals("-y") || args.get(first).equals("--yes"))) {
            first++;
        }
        boolean runner = node || command.equals("uvx");
        if (runner && first < args.size() && !args.get(first).startsWith("-")) {
            server.put("packageName", args.get(first)).put("runtime", node ? "node" : "python");
            args.subList(0, first + 1).clear();
        } else if (!command.isEmpty()) {
            server.putArray("command").add(command);
        }
        if (!args.isEmpty()) {
            args.forEach(server.withArray("args")::add);
        }
    }

    /** Clients write a map; the server's member decides whether it stays one. */
    private static void pairs(Kind kind, ObjectNode written, String member, ObjectNode server) {
        if (!written.path(member).isObject() || written.path(member).isEmpty()) {
            copy(written, member, server);
            return;
        }
        if (kind.member(member).filter(Member::isMap).isPresent()) {
            server.set(member, written.path(member));
            return;
        }
        written.path(member).properties().forEach(pair -> server.withArray(member)
                .addObject()
                .put("name", pair.getKey())
                .put("value", pair.getValue().asText()));
    }
}
