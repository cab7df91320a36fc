package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Member;

/** The four lists that projects aggregate. */
enum ListKind {
    TOOLS("tools/list", "tools", Member.RESULT_TOOLS, "tools", "name"),
    PROMPTS("prompts/list", "prompts", Member.RESULT_PROMPTS, "prompts", "name"),
    RESOURCES("resources/list", "resources", Member.RESULT_RESOURCES, "resources", "uri"),
    TEMPLATES(
            "resources/templates/list",
            "resourceTemplates",
            Member.RESULT_RESOURCE_TEMPLATES,
            "resources",
            "uriTemplate");

    private final String method;
    private final String key;
    private final Member member;
    private final String capability;
    private final String identity;

    ListKind(String method, String key, Member member, String capability, String identity) {
        this.method = method;
        this.key = key;
        this.member = member;
        this.capability = capability;
        this.identity = identity;
    }

    String method() {
        return method;
    }

    /** The member of the result that holds the elements. */
    String key() {
        return key;
    }

    Member member() {
        return member;
    }

    /** Servers without it are not asked. */
    String capability() {
        return capability;
    }

    /** The member of an element that tells it from others. */
    String identity() {
        return identity;
    }

    boolean hasNames() {
        return this == TOOLS || this == PROMPTS;
    }
}
