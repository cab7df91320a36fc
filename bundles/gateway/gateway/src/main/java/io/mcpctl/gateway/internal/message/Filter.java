package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a subscription is about.
 *
 * @param changes names of the members that are {@code true}
 * @param uris resources it wants to hear of
 * @param tasks tasks it wants to hear of, an extension of the protocol
 */
public record Filter(Set<String> changes, Set<String> uris, Set<String> tasks) {
    private static final int MAX_NAMES = 1024;
    private static final Map<String, String> CHANGES = Map.of(
            "notifications/tools/list_changed", "toolsListChanged",
            "notifications/prompts/list_changed", "promptsListChanged",
            "notifications/resources/list_changed", "resourcesListChanged");
    static final Set<String> ALL_CHANGES = Set.copyOf(CHANGES.values());

    public Filter {
        changes = Set.copyOf(changes);
        uris = Collections.unmodifiableSet(new LinkedHashSet<>(uris));
        tasks = Collections.unmodifiableSet(new LinkedHashSet<>(tasks));
    }

    /** What a request or an acknowledgement says in {@code params.notifications}. */
    public static Filter of(Envelope message) {
        byte[] text = message.message();
        Span object = message.span(Member.PARAMS_NOTIFICATIONS)
                .filter(span -> text[span.start()] == '{')
                .orElseThrow(() ->
                        new RpcFault(RpcFault.INVALID_PARAMS, "\"params.notifications\" is missing or no object"));
        Set<String> changes = new LinkedHashSet<>();
        Json.members(text, object).forEach((name, value) -> {
            if (ALL_CHANGES.contains(name) && text[value.start()] == 't') {
                changes.add(name);
            }
        });
        return new Filter(changes, names(text, object, "resourceSubscriptions"), names(text, object, "taskIds"));
    }

    private static Set<String> names(byte[] text, Span object, String member) {
        Set<String> names = new LinkedHashSet<>();
        Json.member(text, object, member).ifPresent(array -> {
            for (Span one : Json.elements(text, array)) {
                Json.text(text, one).ifPresent(names::add);
            }
        });
        if (names.size() > MAX_NAMES) {
            throw new RpcFault(RpcFault.INVALID_PARAMS, "\"" + member + "\" has more than " + MAX_NAMES + " elements");
        }
        return names;
    }

    /** Whether it wants to know that a list changed. */
    public boolean wants(String method) {
        String change = CHANGES.get(method);
        return change != null && changes.contains(change);
    }

    /** As the value of {@code params.notifications}. */
    public byte[] json() {
        List<String> members = new ArrayList<>();
        changes.stream().sorted().forEach(change -> members.add("\"" + change + "\":true"));
        add(members, "resourceSubscriptions", uris);
        add(members, "taskIds", tasks);
        return ("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static void add(List<String> members, String name, Set<String> values) {
        if (!values.isEmpty()) {
            members.add("\"" + name + "\":["
                    + String.join(",", values.stream().map(JsonText::quote).toList()) + "]");
        }
    }
}
