package io.mcpctl.proxymodel.api;

import io.mcpctl.stage.api.ContentKind;
import io.mcpctl.stage.api.Settings;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One session of one client, as a proxy model sees it. There is one for each session and model, the same for all its
 * hooks; used after its session ended, every method throws {@link IllegalStateException}. Safe for concurrent use.
 */
@ProviderType
public interface PluginSessionContext {
    /** Tells this session from all others. */
    String sessionId();

    /** Name of the project. */
    String project();

    /** Name of the model that the project has chosen; a parent sees the name of the child. */
    String model();

    /** Whether the project wants its sessions to begin gated. */
    boolean gated();

    ClientDescription client();

    /** What the pipeline gives the model that controls it ({@code controllerConfig}). */
    Settings config();

    /** What the model keeps for this session; gone with it. */
    ConcurrentMap<String, Object> state();

    /** Names of the servers of the project now, sorted. */
    List<String> servers();

    /**
     * Offers a tool in this session; the client is told that the list changed.
     *
     * @throws io.mcpctl.problem.api.ProblemException of kind INVALID when the name or the schema is not allowed, of kind
     *     CONFLICT when there is one of that name; nothing changes then
     */
    void addTool(VirtualTool tool);

    /** Offers it no more; without effect when there is none of that name. */
    void removeTool(String name);

    /**
     * Calls a tool as the client could, without hooks.
     *
     * @param name as the client calls it
     * @param arguments a JSON object
     * @throws io.mcpctl.problem.api.ProblemException when the server cannot be reached or answers with an error
     */
    ToolResult callTool(String name, String arguments);

    /**
     * Sends a content through the pipeline that counts for its server.
     *
     * @param kind what sort of content it is; those that the pipeline does not concern come back as they are
     * @param server name of the server it comes from; empty for none
     * @param name of the tool or prompt as the client calls it, or URI of the resource
     * @param arguments of the call, a JSON object
     * @return what the client shall read: the content, or a table of contents when it has sections now. Never fails
     *     because of a stage
     */
    String process(ContentKind kind, String server, String name, String arguments, String content);

    /**
     * Sends a notification to the client.
     *
     * @param method such as {@code notifications/message}
     * @param params a JSON object
     */
    void notifyClient(String method, String params);

    /** Writes to the log of the daemon, with the model's name on every line. */
    System.Logger log();
}
