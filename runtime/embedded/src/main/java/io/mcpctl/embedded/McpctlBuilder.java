package io.mcpctl.embedded;

import io.mcpctl.embedded.internal.Carrier;
import io.mcpctl.embedded.internal.Contribution;
import io.mcpctl.embedded.internal.Plan;
import io.mcpctl.embedded.tools.HostOrchestrator;
import io.mcpctl.embedded.tools.HostServer;
import io.mcpctl.llm.api.LlmProvider;
import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.secrets.api.SecretDriver;
import io.mcpctl.stage.api.PipelineStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What the runtime shall be like. Not safe for concurrent use; {@link #start} may be called again and again. */
public final class McpctlBuilder {
    private Optional<Path> home = Optional.empty();
    private OptionalInt port = OptionalInt.empty();
    private Duration startLimit = Duration.ofSeconds(60);
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, HostTool> tools = new LinkedHashMap<>();
    private final List<Contribution<?>> contributions = new ArrayList<>();
    private final List<Path> bundles = new ArrayList<>();

    McpctlBuilder() {}

    /** Where state is kept; one runtime at a time. Without it there is a temporary folder, deleted in the end. */
    public McpctlBuilder home(Path folder) {
        home = Optional.of(folder.toAbsolutePath());
        return this;
    }

    /** A setting, as in {@code config.yaml}: {@code config("store.url", "jdbc:postgresql://...")}. Unknown keys are refused. */
    public McpctlBuilder config(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Opens the HTTP listener (REST and MCP) on loopback; 0 chooses a port. Without it there is no listener. */
    public McpctlBuilder http(int listenPort) {
        port = OptionalInt.of(listenPort);
        return this;
    }

    /** A tool of the host; it belongs to the server {@code host}, which projects can attach. */
    public McpctlBuilder tool(HostTool tool) {
        if (tools.putIfAbsent(tool.name(), tool) != null) {
            throw new IllegalArgumentException("tool '" + tool.name() + "' is given twice; choose another name");
        }
        return this;
    }

    /** As {@link #tool(HostTool)}. */
    public McpctlBuilder tool(String name, String description, String inputSchema, HostTool.Handler handler) {
        return tool(new HostTool(name, description, inputSchema, handler));
    }

    /** A secret store of the host; {@code type} is the word that a secret backend names it by. */
    public McpctlBuilder secretBackend(String type, SecretDriver driver) {
        return contribute(SecretDriver.class, driver, Map.of("type", type));
    }

    /** A stage of the host; {@code name} is what pipelines name it by. */
    public McpctlBuilder stage(String name, PipelineStage stage) {
        return contribute(PipelineStage.class, stage, Map.of("stage.name", name));
    }

    /** A proxy model of the host; {@code name} is what projects name it by. */
    public McpctlBuilder proxyModel(String name, ProxyModelPlugin model) {
        return contribute(ProxyModelPlugin.class, model, Map.of("proxymodel.name", name));
    }

    /** A type of model servers of the host; {@code type} is the word that entries name it by. */
    public McpctlBuilder llmProvider(String type, LlmProvider provider) {
        return contribute(LlmProvider.class, provider, Map.of("llm.type", type));
    }

    /** Any provider: an object that implements an SPI of an {@code api} package, with the properties the SPI asks for. */
    public <T> McpctlBuilder contribute(Class<T> spi, T provider, Map<String, String> properties) {
        contributions.add(new Contribution<>(spi, provider, properties));
        return this;
    }

    /** A further bundle, such as a plug-in: a jar that is installed where it lies. */
    public McpctlBuilder bundle(Path jar) {
        bundles.add(jar.toAbsolutePath());
        return this;
    }

    /** How long a start may take; 60 seconds without it. */
    public McpctlBuilder startLimit(Duration limit) {
        startLimit = limit;
        return this;
    }

    /**
     * Starts the runtime and waits until it serves.
     *
     * @throws io.mcpctl.problem.api.ProblemException when it does not; nothing of it is left then
     */
    public Mcpctl start() {
        List<Contribution<?>> all = new ArrayList<>(contributions);
        if (!tools.isEmpty()) {
            HostServer server = new HostServer(List.copyOf(tools.values()));
            all.add(new Contribution<>(
                    Orchestrator.class, new HostOrchestrator(server), Map.of("name", HostOrchestrator.NAME)));
        }
        Plan plan = new Plan(home, port, startLimit, settings, all, bundles);
        Mcpctl mcpctl = new Mcpctl(Carrier.start(plan));
        if (!tools.isEmpty()) {
            try {
                mcpctl.apply(HostOrchestrator.DEFINITION);
                HostOrchestrator.awaitRunning(mcpctl, startLimit);
            } catch (RuntimeException e) {
                mcpctl.close();
                throw e;
            }
        }
        return mcpctl;
    }
}
