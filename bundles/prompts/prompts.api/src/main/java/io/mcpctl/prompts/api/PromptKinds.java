package io.mcpctl.prompts.api;

import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceKind.Naming;
import java.util.List;

/** The descriptions of both kinds, for those who read or write them through a store. */
public final class PromptKinds {
    private static final Naming.Named NAME = (Naming.Named) ResourceKind.NAME;

    public static final ResourceKind<PromptSpec> PROMPT = ResourceKind.of("prompt", "prompts", PromptSpec.class)
            .table("prompts")
            .naming(new Naming.Scoped(NAME.pattern(), NAME.meaning(), List.of("project")))
            .applyOrder(100)
            .column("NAME", "name")
            .column("PROJECT", "project")
            .column("PRI", "priority")
            .column("LINK", "linkTarget")
            .column("STATUS", "linkStatus")
            .wideColumn("SUMMARY", "summary")
            .wideColumn("AGE", "age")
            .doc("A text that clients of a project are given, or those of all projects.")
            .build();

    public static final ResourceKind<PromptRequestSpec> REQUEST = ResourceKind.of(
                    "promptrequest", "promptrequests", PromptRequestSpec.class)
            .aliases("pr")
            .table("prompt_requests")
            .naming(new Naming.Scoped(NAME.pattern(), NAME.meaning(), List.of("project")))
            .immutable()
            .applyOrder(110)
            .column("NAME", "name")
            .column("PROJECT", "project")
            .column("PRI", "priority")
            .column("SESSION", "createdBySession")
            .column("AGE", "age")
            .doc("A proposal of a prompt: approved it becomes a prompt, rejected it is gone.")
            .build();

    private PromptKinds() {}
}
