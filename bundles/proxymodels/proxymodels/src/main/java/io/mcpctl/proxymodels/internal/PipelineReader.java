package io.mcpctl.proxymodels.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.stage.api.ContentKind;
import io.mcpctl.stage.api.Settings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a pipeline from YAML; whatever is not known is refused with its name. */
final class PipelineReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Set<String> RESERVED = Set.of("none", "stages", "reload");
    private static final int MAX_STEPS = 32;

    private final String file;

    private PipelineReader(String file) {
        this.file = file;
    }

    /** @throws ProblemException of kind INVALID that names file and key, and the line where it is no YAML */
    static Pipeline read(String file, String yaml) {
        return new PipelineReader(file).read(yaml);
    }

    private Pipeline read(String yaml) {
        Object document;
        try {
            document = new Load(LoadSettings.builder().setLabel(file).build()).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw wrong("is not YAML: " + String.valueOf(e.getMessage()).replace('\n', ' '));
        }
        Settings root = object("the document", document);
        only(root, "", Set.of("name", "spec"));
        String name = text(root, "name", "");
        if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
            throw wrong("name is \"" + name + "\"; it has to be lower-case letters, digits and -, and none of "
                    + String.join(", ", RESERVED.stream().sorted().toList()));
        }
        Settings spec =
                root.values().containsKey("spec") ? object("spec", root.values().get("spec")) : Settings.NONE;
        only(spec, "spec.", Set.of("controller", "controllerConfig", "stages", "appliesTo", "cacheable"));
        return new Pipeline(
                name,
                Optional.of(text(spec, "controller", ""))
                        .filter(controller -> !controller.isEmpty() && !controller.equals("none")),
                config("spec.controllerConfig", spec.values().get("controllerConfig")),
                steps(spec.values().get("stages")),
                kinds(spec.values().get("appliesTo")),
                flag(spec),
                file);
    }

    private List<Pipeline.Step> steps(@Nullable Object stages) {
        List<Pipeline.Step> steps = new ArrayList<>();
        for (Object one : list("spec.stages", stages)) {
            String path = "spec.stages[" + steps.size() + "]";
            Settings step = object(path, one);
            only(step, path + ".", Set.of("type", "config"));
            String type = text(step, "type", "");
            if (type.isEmpty()) {
                throw wrong(path + " has no type; name a stage, such as paginate");
            }
            steps.add(new Pipeline.Step(
                    type, config(path + ".config", step.values().get("config"))));
        }
        if (steps.size() > MAX_STEPS) {
            throw wrong("spec.stages has more than " + MAX_STEPS + " elements");
        }
        return steps;
    }

    private Set<ContentKind> kinds(@Nullable Object names) {
        if (names == null) {
            return Pipeline.USUAL;
        }
        Set<ContentKind> kinds = EnumSet.noneOf(ContentKind.class);
        for (Object name : list("spec.appliesTo", names)) {
            try {
                kinds.add(ContentKind.valueOf(String.valueOf(name)));
            } catch (IllegalArgumentException e) {
                throw wrong("spec.appliesTo names \"" + name + "\"; known are prompt, toolResult and resource");
            }
        }
        return kinds;
    }

    private List<?> list(String path, @Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list;
            default -> throw wrong(path + " is no list");
        };
    }

    private Settings config(String path, @Nullable Object value) {
        return value == null ? Settings.NONE : object(path, value);
    }

    private Settings object(String path, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(path + " is no mapping of keys to values");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, one) -> {
            if (one != null) {
                values.put(String.valueOf(key), one);
            }
        });
        return new Settings(values);
    }

    private void only(Settings settings, String path, Set<String> known) {
        try {
            settings.only(known);
        } catch (ProblemException e) {
            throw wrong(path + e.getMessage());
        }
    }

    private String text(Settings settings, String key, String missing) {
        try {
            return settings.text(key, missing);
        } catch (ProblemException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private boolean flag(Settings spec) {
        try {
            return spec.flag("cacheable", true);
        } catch (ProblemException e) {
            throw wrong("spec." + e.getMessage());
        }
    }

    private ProblemException wrong(String why) {
        return new ProblemException(ProblemKind.INVALID, file + ": " + why);
    }
}
