package io.mcpctl.templates.internal;

import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Match;
import io.mcpctl.resources.api.Range;
import io.mcpctl.servers.api.ServerSpec.HealthCheck;
import io.mcpctl.servers.api.ServerSpec.Runtime;
import io.mcpctl.servers.api.ServerSpec.Transport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A blueprint of servers and the variables that have to be given to make one of it. */
public record TemplateSpec(
        @Doc("What people call it; absent: its name.") @Range(min = 1, max = 200)
        Optional<String> displayName,

        @Doc("Version of the template, not of what it starts.")
        @Default("\"1.0.0\"")
        @Match(value = "[0-9A-Za-z][0-9A-Za-z.+_-]{0,99}", meaning = "letters, digits and . + _ -, such as 1.2.0")
        String version,

        @Doc("What servers of it are for.") @Default("\"\"") @Range(max = 1000)
        String description,

        @Doc("What it is filed under, such as database.") @Default("\"\"") @Range(max = 100)
        String category,

        @Doc("Where it is documented.")
        @Default("\"\"")
        @Range(max = 4000)
        @Match(value = "(https?://[^\\s]+)?", meaning = "an absolute http or https URL")
        String documentationUrl,

        @Doc("What has to be done before a server of it works.") @Default("\"\"") @Range(max = 20000)
        String setupInstructions,

        @Doc("How servers of it speak MCP.") Optional<Transport> transport,

        @Doc("Package that the runner of `runtime` downloads and starts.") @Range(min = 1, max = 500)
        Optional<String> packageName,

        @Doc("Runner of the package: npx for node, uvx for python.")
        Optional<Runtime> runtime,

        @Doc("Container image.") @Range(min = 1, max = 500) Optional<String> dockerImage,

        @Doc("Program and arguments; ${NAME} is the value of a variable.") @Default("[]") @Range(max = 200)
        List<String> command,

        @Doc(
                "Appended to the command or package invocation; ${NAME} is the value of a variable, an argument whose variable"
                        + " has none is left out.")
        @Default("[]")
        @Range(max = 200)
        List<String> args,

        @Doc("Port inside the container for HTTP transports.") @Range(min = 1, max = 65535)
        Optional<Integer> containerPort,

        @Doc("URL of a server that runs elsewhere; ${NAME} is the value of a variable.")
        @Range(max = 4000)
        @Match(value = "(https?://|\\$\\{)[^\\s]+", meaning = "an absolute http or https URL")
        Optional<String> externalUrl,

        @Doc("Where the source of the server lives.") @Range(max = 4000)
        Optional<String> repositoryUrl,

        @Doc("How many instances to keep running.") @Default("1") @Range(max = 100)
        int replicas,

        @Doc("How health is checked; absent: tools/list every 15 seconds.")
        Optional<HealthCheck> healthCheck,

        @Doc("HTTP headers sent to a server with externalUrl.") @Default("[]") @Range(max = 100)
        List<Header> headers,

        @Doc("Variables that make a server of it.") @Default("[]") @Range(max = 200)
        List<Variable> env) {

    /** One HTTP header. */
    public record Header(
            @Doc("Header name.")
            @Match(
                    value = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}",
                    meaning = "a header name: letters, digits and !#$%&'*+.^_`|~-")
            String name,

            @Doc("Value; ${NAME} is the value of a variable.") @Range(max = 8192)
            String value) {}

    /** One variable. */
    public record Variable(
            @Doc("Name of the variable.")
            @Match(value = "[A-Za-z_][A-Za-z0-9_]*", meaning = "letters, digits and '_', not starting with a digit")
            @Range(max = 200)
            String name,

            @Doc("What it is and where to get it.") @Default("\"\"") @Range(max = 2000)
            String description,

            @Doc("Whether a server needs a value of it.") @Default("false")
            boolean required,

            @Doc("Value when none is given.") @Range(max = 8192)
            Optional<String> defaultValue,

            @Doc(
                    "Whether the value is kept in a secret; absent: by the name, *_KEY, *_SECRET, *_TOKEN and PASSWORD are.")
            Optional<Boolean> secret,

            @Doc(
                    "Environment variable of the server that gets the value; absent: the same name, or none when ${NAME} is"
                            + " used elsewhere.")
            @Match(value = "[A-Za-z_][A-Za-z0-9_]*", meaning = "letters, digits and '_', not starting with a digit")
            Optional<String> passedAs) {

        boolean isSecret() {
            return secret.orElseGet(() -> secretName(name));
        }

        Variable completed() {
            return new Variable(name, description, required, defaultValue, Optional.of(isSecret()), passedAs);
        }

        /** Whether values of such a name are secrets. */
        static boolean secretName(String name) {
            String upper = name.toUpperCase(Locale.ROOT);
            return upper.endsWith("_KEY")
                    || upper.endsWith("_SECRET")
                    || upper.endsWith("_TOKEN")
                    || upper.contains("PASSWORD");
        }
    }
}
