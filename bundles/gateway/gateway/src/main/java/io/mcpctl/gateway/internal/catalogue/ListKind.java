package io.mcpctl.gateway.internal.catalogue;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;

/** The lists that projects aggregate. */
public enum ListKind {
    TOOLS("tools/list", "tools", "tools", "name"),
    PROMPTS("prompts/list", "prompts", "prompts", "name"),
    RESOURCES("resources/list", "resources", "resources", "uri"),
    TEMPLATES("resources/templates/list", "resourceTemplates", "resources", "uriTemplate"),
    TASKS("tasks/list", "tasks", "tasks", "taskId");

    private final String method;
    private final String key;
    private final String capability;
    private final String identity;

    ListKind(String method, String key, String capability, String identity) {
        this.method = method;
        this.key = key;
        this.capability = capability;
        this.identity = identity;
    }

    public String method() {
        return method;
    }

    /** The member of the result that holds the elements. */
    public String key() {
        return key;
    }

    /** Servers without it are not asked. */
    public String capability() {
        return capability;
    }

    /** The member of an element that tells it from others. */
    public String identity() {
        return identity;
    }

    /** Whether a server says that one of its lists changed. */
    public static boolean isChange(Envelope notification) {
        return notification.is(Member.METHOD, "\"notifications/tools/list_changed\"")
                || notification.is(Member.METHOD, "\"notifications/prompts/list_changed\"")
                || notification.is(Member.METHOD, "\"notifications/resources/list_changed\"");
    }

    /** Whether its elements are called by URIs. */
    boolean hasUris() {
        return this == RESOURCES || this == TEMPLATES;
    }

    boolean hasNames() {
        return this == TOOLS || this == PROMPTS;
    }
}
