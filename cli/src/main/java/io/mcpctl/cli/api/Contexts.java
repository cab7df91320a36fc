package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.text.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The contexts of the user's settings; changes are in memory until the settings are saved. */
public record Contexts(Settings settings) {
    private static final String ALL = "contexts";
    private static final String CURRENT = "currentContext";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,62}");

    public static Contexts of(Home home) {
        return new Contexts(Settings.of(home));
    }

    public List<Context> all() {
        List<Context> all = new ArrayList<>();
        json().properties().forEach(entry -> all.add(Context.of(entry.getKey(), entry.getValue())));
        return all;
    }

    public List<String> names() {
        return all().stream().map(Context::name).toList();
    }

    /** The name of the current one, which need not exist any more. */
    public Optional<String> current() {
        return Optional.of(settings.content().path(CURRENT).asText("")).filter(name -> !name.isEmpty());
    }

    /** The context of the name; {@code origin} says who named it. */
    public Context named(String name, String origin) {
        JsonNode found = json().path(name);
        if (found.isObject()) {
            return Context.of(name, found);
        }
        throw new CliException(
                ExitCode.NOT_FOUND,
                origin + " \"" + name + "\" is not known" + Similar.hint(name, names()) + "; "
                        + (names().isEmpty()
                                ? "there are none yet, `mcpctl config set-context <name>` makes one"
                                : "the contexts are " + String.join(", ", names())));
    }

    public Optional<Context> find(String name) {
        JsonNode found = json().path(name);
        return found.isObject() ? Optional.of(Context.of(name, found)) : Optional.empty();
    }

    public void use(Context context) {
        settings.content().put(CURRENT, context.name());
    }

    public void put(Context context) {
        if (!NAME.matcher(context.name()).matches()) {
            throw CliException.usage("\"" + context.name()
                    + "\" is no name for a context; use letters, digits, dots, dashes and underscores");
        }
        settings.content().withObjectProperty(ALL).set(context.name(), context.json());
    }

    public void remove(String name) {
        if (settings.content().path(ALL) instanceof ObjectNode all) {
            all.remove(name);
        }
        if (current().filter(name::equals).isPresent()) {
            settings.content().remove(CURRENT);
        }
    }

    private JsonNode json() {
        JsonNode json = settings.content().path(ALL);
        if (!json.isMissingNode() && !json.isObject()) {
            throw CliException.failure("\"" + ALL + "\" in " + settings.file() + " is no JSON object; repair the file");
        }
        return json;
    }
}
