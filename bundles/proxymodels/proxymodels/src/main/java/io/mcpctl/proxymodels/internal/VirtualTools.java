package io.mcpctl.proxymodels.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.proxymodel.api.ListEntry;
import io.mcpctl.proxymodel.api.VirtualTool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** The tools that a model offers in one session. */
final class VirtualTools {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final int MAX = 200;

    private final Map<String, VirtualTool> tools = new ConcurrentSkipListMap<>();

    void add(VirtualTool tool, List<String> servers) {
        String name = tool.name();
        if (!NAME.matcher(name).matches()) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    "virtual tool \"" + name + "\": the name has to be letters, digits, _, . and -, at most 64");
        }
        if (!isObject(tool.inputSchema())) {
            throw new ProblemException(
                    ProblemKind.INVALID, "virtual tool \"" + name + "\": inputSchema is no JSON object");
        }
        boolean ofServer = servers.stream().anyMatch(server -> name.equals(server) || name.startsWith(server + "__"));
        if (ofServer || name.equals(Contents.READER) || tools.size() >= MAX) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    "virtual tool \"" + name + "\": "
                            + (tools.size() >= MAX
                                    ? "the session has " + MAX + " already"
                                    : "the name belongs to a server of the project, or to the product"));
        }
        if (tools.putIfAbsent(name, tool) != null) {
            throw new ProblemException(ProblemKind.CONFLICT, "virtual tool \"" + name + "\" is there already");
        }
    }

    static boolean isObject(String json) {
        byte[] bytes = json.strip().getBytes(StandardCharsets.UTF_8);
        return bytes.length > 0 && bytes[0] == '{' && Envelope.scan(bytes).kind() != Envelope.Kind.NOT_JSON;
    }

    boolean remove(String name) {
        return tools.remove(name) != null;
    }

    Optional<VirtualTool> find(String name) {
        return tools.isEmpty() ? Optional.empty() : Optional.ofNullable(tools.get(name));
    }

    boolean isEmpty() {
        return tools.isEmpty();
    }

    List<ListEntry> entries() {
        List<ListEntry> entries = new ArrayList<>();
        for (VirtualTool tool : tools.values()) {
            entries.add(entry(tool.name(), tool.description(), tool.inputSchema()));
        }
        return entries;
    }

    static ListEntry entry(String name, String description, String schema) {
        return new ListEntry(
                "",
                name,
                "{\"name\":" + JsonText.quote(name) + ",\"description\":" + JsonText.quote(description)
                        + ",\"inputSchema\":" + schema + "}");
    }

    void clear() {
        tools.clear();
    }
}
