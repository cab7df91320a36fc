package io.mcpctl.launcher;

import io.mcpctl.boot.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * The settings file of a proxy, {@code config.json}: what it says in its own words about keys of the daemon. Its {@code upstreams} are
 * read by the proxy itself, which reads them again when they change.
 */
record ProxyFile(Path file, boolean named) {
    /** The distribution that has it. */
    static final String DISTRIBUTION = "mcplocal";

    /** Members and the settings they stand for. */
    private static final Map<String, Member> MEMBERS = members();

    /** Of the command line, of the proxy itself, or of parts that are not there. */
    private static final Set<String> OTHERS = Set.of(
            "mcplocalUrl",
            "daemonUrl",
            "proxyMode",
            "upstreams",
            "enablePreprocessing",
            "preprocessingExclude",
            "preferredProvider",
            "tokenThreshold",
            "filterCacheSize",
            "filterCacheTtl",
            "geminiCliBinaryPath",
            "llm",
            "cache",
            "discovery",
            "upstreamTimeoutMs",
            "toolTimeoutMs",
            "registries",
            "outputFormat",
            "contexts",
            "currentContext",
            "httpProxy",
            "httpsProxy",
            "noProxy",
            "caFile");

    private enum Type {
        TEXT("a text"),
        NUMBER("a whole number"),
        TEXTS("a list of texts");

        private final String words;

        Type(String words) {
            this.words = words;
        }
    }

    private record Member(String setting, Type type) {}

    private static Map<String, Member> members() {
        Map<String, Member> members = new LinkedHashMap<>();
        members.put("mcpdUrl", new Member("tierlink.mcpdUrl", Type.TEXT));
        members.put("mcpdToken", new Member("tierlink.mcpdToken", Type.TEXT));
        members.put("mcpdCaFile", new Member("tierlink.mcpdCaFile", Type.TEXT));
        members.put("httpHost", new Member("http.host", Type.TEXT));
        members.put("httpPort", new Member("http.port", Type.NUMBER));
        members.put("project", new Member("gateway.project", Type.TEXT));
        members.put("stagesDir", new Member("stages.folder", Type.TEXT));
        members.put("proxymodelsDir", new Member("proxymodels.folder", Type.TEXT));
        members.put("health.intervalMs", new Member("tierlink.healthIntervalMs", Type.NUMBER));
        members.put("cors.allowedOrigins", new Member("http.origins", Type.TEXTS));
        return members;
    }

    /** The one that a daemon has, if it has one. */
    static Optional<ProxyFile> of(Arguments arguments) throws StartException {
        boolean proxy = arguments.distributionName().equals(DISTRIBUTION);
        if (arguments.config().isPresent() && !proxy) {
            throw new StartException("--config goes with the distribution " + DISTRIBUTION + " only", 2);
        }
        return proxy
                ? Optional.of(arguments
                        .config()
                        .map(file -> new ProxyFile(file, true))
                        .orElseGet(() -> new ProxyFile(arguments.home().resolve("config.json"), false)))
                : Optional.empty();
    }

    /** What it says; nothing when there is none and none was named. */
    Map<String, String> settings() throws StartException {
        if (!named && Files.notExists(file)) {
            return Map.of();
        }
        Map<String, String> settings = new TreeMap<>();
        take("", document(), settings);
        return settings;
    }

    private Map<?, ?> document() throws StartException {
        if (!Files.isRegularFile(file)) {
            throw new StartException("--config is " + file + ", which does not exist or is no file", 2);
        }
        try {
            LoadSettings strict = LoadSettings.builder()
                    .setLabel(file.toString())
                    .setSchema(new JsonSchema())
                    .setAllowDuplicateKeys(false)
                    .setMaxAliasesForCollections(0)
                    .build();
            Object tree = new Load(strict).loadFromString(Files.readString(file, StandardCharsets.UTF_8));
            if (tree instanceof Map<?, ?> map) {
                return map;
            }
            throw new StartException(file + " must be one JSON object", 2);
        } catch (IOException e) {
            throw new StartException(file + " cannot be read (" + e.getClass().getSimpleName() + ")", 2);
        } catch (YamlEngineException e) {
            throw new StartException(
                    file + " is not valid JSON: "
                            + String.valueOf(e.getMessage())
                                    .lines()
                                    .map(String::strip)
                                    .collect(Collectors.joining(" ")),
                    2);
        }
    }

    private void take(String prefix, Map<?, ?> object, Map<String, String> to) throws StartException {
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            String path = prefix + entry.getKey();
            Member member = MEMBERS.get(path);
            boolean group = MEMBERS.keySet().stream().anyMatch(known -> known.startsWith(path + "."));
            if (member != null && entry.getValue() != null) {
                to.put(member.setting(), value(path, member.type(), entry.getValue()));
            } else if (group && entry.getValue() instanceof Map<?, ?> inner) {
                take(path + ".", inner, to);
            } else if (group) {
                throw wrong(path, "an object");
            } else if (member == null && !OTHERS.contains(path)) {
                System.err.println("Warning: " + file + ": the member " + path + " is not known and is ignored");
            }
        }
    }

    private String value(String path, Type type, Object value) throws StartException {
        boolean fits =
                switch (type) {
                    case TEXT -> value instanceof String;
                    case NUMBER -> value instanceof Integer || value instanceof Long;
                    case TEXTS -> value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
                };
        if (!fits) {
            throw wrong(path, type.words);
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : value.toString();
    }

    private StartException wrong(String path, String expected) {
        return new StartException(file + ": " + path + " must be " + expected, 2);
    }
}
