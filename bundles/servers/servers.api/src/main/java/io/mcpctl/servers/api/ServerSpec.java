package io.mcpctl.servers.api;

import io.mcpctl.resources.api.Computed;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Match;
import io.mcpctl.resources.api.Range;
import io.mcpctl.secrets.api.SecretRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stored MCP server definition . */
public record ServerSpec(
        @Doc("What the server is for.") @Default("\"\"") @Range(max = 1000)
        String description,

        @Doc("How it speaks MCP.") Optional<Transport> transport,

        @Doc("Package that the runner of `runtime` downloads and starts.") @Range(min = 1, max = 500)
        Optional<String> packageName,

        @Doc("Runner of the package: npx for node, uvx for python.")
        Optional<Runtime> runtime,

        @Doc("Container image.") @Range(min = 1, max = 500) Optional<String> dockerImage,

        @Doc("Program and arguments; no shell is involved.") @Default("[]") @Range(max = 200)
        List<String> command,

        @Doc("Appended to the command or package invocation.") @Default("[]") @Range(max = 200)
        List<String> args,

        @Doc("Port inside the container for HTTP transports.") @Range(min = 1, max = 65535)
        Optional<Integer> containerPort,

        @Doc("Absolute http(s) URL of a server that runs elsewhere; nothing is started for it.")
        @Match(value = "https?://[^\\s]+", meaning = "an absolute http or https URL")
        Optional<String> externalUrl,

        @Doc("Where its source lives; informational.") Optional<String> repositoryUrl,

        @Doc("How many instances to keep running; 0 stops it.") @Default("1") @Range(max = 100)
        int replicas,

        @Doc("Environment variables of the server.") @Default("[]") @Range(max = 200)
        List<EnvEntry> env,

        @Doc("How its health is checked; absent: tools/list every 15 seconds.")
        Optional<HealthCheck> healthCheck,

        @Doc("Limits that override the global ones.") Optional<Limits> resources,

        @Doc("Name of the orchestrator; absent: the daemon's default.")
        Optional<String> orchestrator,

        @Doc("How client sessions share upstream sessions.") Optional<Sharing> sharing,

        @Doc("How long an instance may take to answer `initialize`, in seconds.")
        @Default("180")
        @Range(min = 1, max = 3600)
        int startTimeoutSeconds,

        @Doc("Worst health of its running instances.") @Computed
        Optional<String> health,

        @Doc("Package, image, command or URL, for tables.") @Computed
        Optional<String> origin,

        @Doc("Why the last instance failed, with exit code and log line.") @Computed
        Optional<String> lastFailure,

        @Doc("When the next start is tried after failures, ISO-8601.") @Computed
        Optional<String> nextRetryAt,

        @Doc("HTTP headers sent to a server with externalUrl.") @Default("[]") @Range(max = 100)
        List<HeaderEntry> headers,

        @Doc("true when a secret it refers to changed since an instance was started, until the server is restarted.")
        @Computed
        Optional<Boolean> restartNeeded,

        @Doc("What it was made from; read by `upgrade` only, never when it runs.")
        Optional<Source> source) {

    /** Made by hand. */
    public ServerSpec(
            String description,
            Optional<Transport> transport,
            Optional<String> packageName,
            Optional<Runtime> runtime,
            Optional<String> dockerImage,
            List<String> command,
            List<String> args,
            Optional<Integer> containerPort,
            Optional<String> externalUrl,
            Optional<String> repositoryUrl,
            int replicas,
            List<EnvEntry> env,
            Optional<HealthCheck> healthCheck,
            Optional<Limits> resources,
            Optional<String> orchestrator,
            Optional<Sharing> sharing,
            int startTimeoutSeconds,
            Optional<String> health,
            Optional<String> origin,
            Optional<String> lastFailure,
            Optional<String> nextRetryAt,
            List<HeaderEntry> headers,
            Optional<Boolean> restartNeeded) {
        this(
                description,
                transport,
                packageName,
                runtime,
                dockerImage,
                command,
                args,
                containerPort,
                externalUrl,
                repositoryUrl,
                replicas,
                env,
                healthCheck,
                resources,
                orchestrator,
                sharing,
                startTimeoutSeconds,
                health,
                origin,
                lastFailure,
                nextRetryAt,
                headers,
                restartNeeded,
                Optional.empty());
    }

    /** What a server was made from, frozen as it was then. */
    public record Source(
            @Doc("What it was made from.") Kind kind,

            @Doc("Name of the template, or of the entry as <registry>:<id>.") @Range(min = 1, max = 500)
            String name,

            @Doc("Its version at that time.") @Default("\"\"") @Range(max = 100)
            String version,

            @Doc("The template or entry as it was then.") @Default("{}")
            Map<String, Object> snapshot,

            @Doc("Values that its variables were given; those of secrets as references.")
            @Default("[]")
            @Range(max = 200)
            List<EnvEntry> variables) {

        /** Where servers come from. */
        public enum Kind {
            template,
            registry
        }

        /** Values of variables may be private. */
        @Override
        public String toString() {
            return "Source[" + kind + " " + name + " " + version + "]";
        }
    }

    /** MCP transports of a server. */
    public enum Transport {
        STDIO,
        SSE,
        STREAMABLE_HTTP
    }

    /** Runners of packages. */
    public enum Runtime {
        node,
        python
    }

    /** One environment variable: a literal value, or where the value comes from. */
    public record EnvEntry(
            @Doc("Variable name.")
            @Match(value = "[A-Za-z_][A-Za-z0-9_]*", meaning = "letters, digits and '_', not starting with a digit")
            String name,

            @Doc("Literal value.") @Range(max = 65536) Optional<String> value,
            @Doc("Instead of a value: what holds it.") Optional<ValueFrom> valueFrom) {

        /** With a literal value. */
        public EnvEntry(String name, String value) {
            this(name, Optional.of(value), Optional.empty());
        }
    }

    /** One HTTP header: a literal value, or where the value comes from. */
    public record HeaderEntry(
            @Doc("Header name.")
            @Match(
                    value = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}",
                    meaning = "a header name: letters, digits and !#$%&'*+.^_`|~-")
            String name,

            @Doc("Literal value.") @Range(max = 8192) Optional<String> value,
            @Doc("Instead of a value: what holds it.") Optional<ValueFrom> valueFrom) {}

    /** Where a value comes from. */
    public record ValueFrom(
            @Doc("One value of a secret.") SecretRef secretRef,

            @Doc("Text before the value, such as `Bearer ` in a header.") @Range(max = 200)
            Optional<String> prefix) {

        /** The value alone. */
        public ValueFrom(SecretRef secretRef) {
            this(secretRef, Optional.empty());
        }
    }

    /** A probe. */
    public record HealthCheck(
            @Doc("Tool to call; absent: tools/list.") Optional<String> tool,
            @Doc("Arguments of the tool.") @Default("{}") Map<String, Object> arguments,

            @Doc("Seconds between probes.") @Default("15") @Range(min = 1, max = 86400)
            int intervalSeconds,

            @Doc("Seconds a probe may take.") @Default("10") @Range(min = 1, max = 3600)
            int timeoutSeconds,

            @Doc("Failures in a row that make it unhealthy.") @Default("3") @Range(min = 1, max = 100)
            int failureThreshold,

            @Doc("Whether an unhealthy instance is replaced.") @Default("false")
            boolean restartOnUnhealthy) {}

    /** Limits of one instance. */
    public record Limits(
            @Doc("Memory such as 512Mi; 0 = none.") Optional<String> memory,
            @Doc("Processor cores such as 0.5.") Optional<String> cpus) {}

    /** How client sessions share upstream sessions. */
    public record Sharing(
            @Doc(
                    "session: one upstream session per client session; shared: one for all clients alike; call: one per request.")
            @Default("\"session\"")
            Mode mode,

            @Doc("Upstream sessions at one time.") @Default("16") @Range(min = 1, max = 1000)
            int maxConnections,

            @Doc("Requests at one time on one upstream session.") @Default("64") @Range(min = 1, max = 1000)
            int maxConcurrency,

            @Doc("Seconds without a request after which an upstream session ends.")
            @Default("300")
            @Range(min = 1, max = 86400)
            int idleSeconds) {
        /** What a server that says nothing about sharing gets. */
        public static final Sharing DEFAULT = new Sharing(Mode.session, 16, 64, 300);

        /** Sharing modes. */
        public enum Mode {
            /** Each client session has an upstream session of its own. */
            session,
            /** Client sessions with the same capabilities and revision use one upstream session at the same time. */
            shared,
            /** An upstream session serves one request, then the next one of anybody. */
            call
        }
    }
}
