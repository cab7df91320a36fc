package io.mcpctl.projects.api;

import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Linked;
import io.mcpctl.resources.api.Match;
import io.mcpctl.resources.api.Output;
import io.mcpctl.resources.api.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project. */
public record ProjectSpec(
        @Doc("What the project is for.") @Default("\"\"") @Range(max = 1000)
        String description,

        @Doc("Instruction text put before everything else in client instructions.")
        @Default("\"\"")
        @Range(max = 100000)
        String prompt,

        @Doc("Proxy model of its sessions; none = pure relay.") @Default("\"none\"") @Range(min = 1, max = 100)
        String proxyModel,

        @Doc("Whether sessions start gated.") @Default("false")
        boolean gated,

        @Doc("Preferred LLM provider of the proxy's stages.")
        Optional<String> llmProvider,

        @Doc("Preferred LLM of the proxy's stages.") Optional<String> llmModel,

        @Doc("Per server settings that override the project's.") @Default("{}")
        Map<String, ServerOverride> serverOverrides,

        @Doc("Attached servers, by name.") @Default("[]") @Range(max = 500) @Linked
        List<String> servers,

        @Doc("E-mail addresses of its members; informational.") @Default("[]") @Range(max = 1000)
        List<String> members,

        @Doc("Put between server and tool name in lists: __, / or .")
        @Default("\"__\"")
        @Match(value = "__|/|\\.", meaning = "__, / or .")
        String toolSeparator,

        @Doc("original: URIs as the servers give them; prefixed: server://uri.") @Default("\"original\"")
        UriStyle uriStyle,

        @Doc("Whether descriptions name the server.") @Default("false")
        boolean describeServers,

        @Doc("Id of the user who created it; informational.") @Output
        Optional<String> ownerId) {

    /** A project with every member at its default. */
    public static ProjectSpec owned(String description, String ownerId) {
        return new ProjectSpec(
                description,
                "",
                "none",
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(),
                "__",
                UriStyle.original,
                false,
                Optional.of(ownerId));
    }

    /** The same with other servers. */
    public ProjectSpec withServers(List<String> others) {
        return new ProjectSpec(
                description,
                prompt,
                proxyModel,
                gated,
                llmProvider,
                llmModel,
                serverOverrides,
                others,
                members,
                toolSeparator,
                uriStyle,
                describeServers,
                ownerId);
    }

    /** Settings of one server in the project. */
    public record ServerOverride(
            @Doc("Proxy model for this server.") Optional<String> proxyModel) {}

    /** How URIs are emitted. */
    public enum UriStyle {
        original,
        prefixed
    }
}
