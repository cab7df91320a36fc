package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.http.Network;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Similar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The user's {@code config.json}. */
public record Settings(Path file, ObjectNode content) {
    public static final List<String> KEYS = List.of(
            "mcplocalUrl", "mcpdUrl", "registries", "outputFormat", "httpProxy", "httpsProxy", "noProxy", "caFile");
    /** Kinds of language model providers. */
    public static final List<String> PROVIDER_TYPES = List.of(
            "openai",
            "anthropic",
            "ollama",
            "vllm",
            "vllm-managed",
            "gemini-cli",
            "deepseek",
            "groq",
            "mistral",
            "openrouter",
            "azure");
    /** What a provider is for: quick small work, or complex work. */
    public static final List<String> TIERS = List.of("fast", "heavy");

    private static final Set<String> URLS = Set.of("mcplocalUrl", "mcpdUrl", "httpProxy", "httpsProxy");
    private static final Set<String> FORMATS = Set.of("table", "wide", "json", "yaml", "name");
    /** What {@code mcplocalUrl} was called once. */
    private static final String FORMER_URL = "daemonUrl";

    public static Settings of(Home home) {
        Path file = home.root().resolve("config.json");
        JsonNode json = Home.json(file).orElseGet(Json::object);
        if (!(json instanceof ObjectNode content)) {
            throw CliException.failure("the file " + file + " is no JSON object; repair or delete it");
        }
        return new Settings(file, content);
    }

    /** A value that is a text; empty when it is not set. */
    public Optional<String> text(String key) {
        JsonNode value = content.path(key);
        if (value.isMissingNode() && key.equals("mcplocalUrl")) {
            value = content.path(FORMER_URL);
        }
        return Optional.of(value.asText("")).filter(text -> !text.isEmpty());
    }

    /** The value for people and scripts; a list is joined by commas. */
    public Optional<String> shown(String key) {
        requireKnown(key);
        if (content.path(key).isArray()) {
            StringBuilder words = new StringBuilder();
            content.path(key)
                    .forEach(word -> words.append(words.isEmpty() ? "" : ",").append(word.asText()));
            return Optional.of(words.toString());
        }
        return text(key);
    }

    /** Changes one value, in memory only; an empty one removes the key. */
    public void put(String key, String value) {
        requireKnown(key);
        if (!value.isEmpty()) {
            write(key, value);
        } else {
            content.remove(key);
        }
        if (key.equals("mcplocalUrl")) {
            content.remove(FORMER_URL);
        }
    }

    public void save() {
        try {
            PrivateFile.write(file, Json.pretty(content) + "\n");
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void write(String key, String value) {
        if (URLS.contains(key)) {
            content.put(key, url(key, value));
        } else if (key.equals("outputFormat") && !FORMATS.contains(value)) {
            throw CliException.failure("outputFormat is \"" + value + "\"; use table, wide, json, yaml or name");
        } else if (key.equals("registries")) {
            content.putArray(key);
            for (String word : value.split(",", -1)) {
                content.withArray(key).add(word.strip());
            }
        } else {
            content.put(key, value);
        }
    }

    /** The address, checked; {@code key} is what it is for. */
    public static String url(String key, String value) {
        try {
            return Target.parse(value, key).toString();
        } catch (CliException e) {
            throw e.withExitCode(ExitCode.FAILURE);
        }
    }

    /** The language models that the proxy may use itself, by name. */
    public Map<String, ObjectNode> providers() {
        Map<String, ObjectNode> providers = new LinkedHashMap<>();
        content.path("llm").path("providers").forEach(entry -> {
            if (entry instanceof ObjectNode provider) {
                providers.put(provider.path("name").asText(), provider.deepCopy());
            }
        });
        return providers;
    }

    public void putProvider(String name, ObjectNode provider) {
        Map<String, ObjectNode> providers = providers();
        providers.put(name, provider);
        writeProviders(providers);
    }

    public void removeProvider(String name) {
        Map<String, ObjectNode> providers = providers();
        providers.remove(name);
        writeProviders(providers);
    }

    private void writeProviders(Map<String, ObjectNode> providers) {
        content.withObjectProperty("llm").putArray("providers").addAll(providers.values());
    }

    private static void requireKnown(String key) {
        if (!KEYS.contains(key)) {
            throw CliException.failure("the key \"" + key + "\" is not known" + Similar.hint(key, KEYS)
                    + "; the keys are " + String.join(", ", KEYS));
        }
    }

    /** How requests leave this machine. */
    public Network network() {
        return content.isEmpty()
                ? Network.DIRECT
                : new Network(text("httpProxy"), text("httpsProxy"), shown("noProxy"), text("caFile"));
    }
}
