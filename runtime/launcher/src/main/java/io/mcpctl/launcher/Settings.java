package io.mcpctl.launcher;

import io.mcpctl.boot.StartException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The daemon's settings as {@code section.key}: command line over environment over {@code config.yaml} over
 * {@code config.json} of a proxy over the defaults of the distribution; a settings file that the command line names goes over
 * {@code config.yaml}. Which keys exist is known by the components that declare them; the config bundle refuses others.
 */
final class Settings {
    /** Environment variables and the setting each is an alias of; of several for one setting the last one wins. */
    static final List<Map.Entry<String, String>> ALIASES = List.of(
            Map.entry("DATABASE_URL", "store.url"),
            Map.entry("MCPLOCAL_HTTP_PORT", "http.port"),
            Map.entry("MCPD_PORT", "http.port"),
            Map.entry("MCPCTL_PORT", "http.port"),
            Map.entry("MCPLOCAL_HTTP_HOST", "http.host"),
            Map.entry("MCPD_HOST", "http.host"),
            Map.entry("MCPLOCAL_MCPD_URL", "tierlink.mcpdUrl"),
            Map.entry("MCPLOCAL_MCPD_TOKEN", "tierlink.mcpdToken"),
            Map.entry("MCPLOCAL_MCPD_CA_FILE", "tierlink.mcpdCaFile"),
            Map.entry("MCPLOCAL_LOG_LEVEL", "log.level"),
            Map.entry("MCPD_ORCHESTRATOR", "servers.orchestrator"),
            Map.entry("MCPD_TEMPLATE_DIR", "templates.folder"),
            Map.entry("https_proxy", "registries.proxy"),
            Map.entry("HTTPS_PROXY", "registries.proxy"),
            Map.entry("MCPCTL_HTTPS_PROXY", "registries.proxy"),
            Map.entry("no_proxy", "registries.noProxy"),
            Map.entry("NO_PROXY", "registries.noProxy"),
            Map.entry("MCPCTL_NO_PROXY", "registries.noProxy"),
            Map.entry("MCPCTL_CA_FILE", "registries.caFile"),
            Map.entry("MCPD_MASTER_KEY_FILE", "secrets.masterKeyFile"),
            Map.entry("MCPD_TRUST_SERVICE_ACCOUNT_HEADER", "auth.trust.service.account"),
            Map.entry("MCPD_LOG_LEVEL", "log.level"),
            Map.entry("MCPD_AUDIT_RBAC", "audit.rbac"),
            Map.entry("MCPD_AUDIT_LOG_RETENTION_DAYS", "audit.logRetentionDays"),
            Map.entry("MCPD_AUDIT_EVENT_RETENTION_DAYS", "audit.eventRetentionDays"));

    private static final int DEPTH = 8;

    private Settings() {}

    static Map<String, String> read(Arguments arguments, Map<String, String> environment) throws StartException {
        Map<String, String> settings = new TreeMap<>();
        settings.putAll(distributionDefaults(arguments.distribution().resolve("distribution.properties")));
        if (arguments.profile().isPresent()) {
            String name = arguments.profile().get();
            Path profile = arguments.distribution().resolve(name + ".properties");
            if (!name.matches("[a-z]+") || !Files.exists(profile)) {
                throw new StartException(
                        "--profile is '" + name + "'; " + arguments.distributionName() + " has no such profile", 2);
            }
            settings.putAll(distributionDefaults(profile));
        }
        Optional<ProxyFile> proxy = ProxyFile.of(arguments);
        Map<String, String> ofProxy = proxy.isPresent() ? proxy.get().settings() : Map.of();
        settings.putAll(ofProxy);
        Path file = arguments.home().resolve("config.yaml");
        if (Files.exists(file)) {
            flatten("", load(file), settings, 0);
        }
        if (arguments.config().isPresent()) {
            settings.putAll(ofProxy); // who names a file means it
        }
        ALIASES.forEach(alias -> {
            String value = environment.get(alias.getKey());
            if (value != null && !value.isEmpty()) {
                settings.put(alias.getValue(), value);
            }
        });
        arguments.port().ifPresent(port -> settings.put("http.port", port.toString()));
        arguments.host().ifPresent(host -> settings.put("http.host", host));
        arguments.project().ifPresent(project -> settings.put("gateway.project", project));
        return settings;
    }

    /** The settings that the environment names: not every distribution knows all of them. */
    static Set<String> named(Map<String, String> environment) {
        Set<String> names = new TreeSet<>();
        ALIASES.forEach(alias -> {
            if (!environment.getOrDefault(alias.getKey(), "").isEmpty()) {
                names.add(alias.getValue());
            }
        });
        return names;
    }

    private static Map<String, String> distributionDefaults(Path file) throws StartException {
        Map<String, String> defaults = new TreeMap<>();
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader in = Files.newBufferedReader(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new StartException(file + " cannot be read: " + e);
            }
            properties.stringPropertyNames().forEach(key -> defaults.put(key, properties.getProperty(key)));
        }
        return defaults;
    }

    private static Object load(Path file) throws StartException {
        try {
            LoadSettings strict = LoadSettings.builder()
                    .setLabel("config.yaml")
                    .setAllowDuplicateKeys(false)
                    .setMaxAliasesForCollections(50)
                    .build();
            Object tree = new Load(strict).loadFromString(Files.readString(file, StandardCharsets.UTF_8));
            return tree == null ? Map.of() : tree;
        } catch (IOException e) {
            throw new StartException("config.yaml cannot be read: " + e);
        } catch (YamlEngineException e) {
            throw new StartException("config.yaml: "
                    + String.valueOf(e.getMessage()).lines().map(String::strip).collect(Collectors.joining(" ")));
        }
    }

    private static void flatten(String prefix, Object tree, Map<String, String> out, int depth) throws StartException {
        if (depth > DEPTH) {
            throw new StartException(
                    "config.yaml: " + prefix + " is nested too deeply; settings have at most " + DEPTH + " levels");
        }
        if (!(tree instanceof Map<?, ?> map)) {
            throw new StartException(
                    "config.yaml: " + (prefix.isEmpty() ? "the document" : prefix) + " must be a map of settings");
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = prefix + entry.getKey();
            Object value = entry.getValue();
            if (value instanceof Map) {
                flatten(key + ".", value, out, depth + 1);
            } else if (value instanceof List<?> list) {
                out.put(key, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
            } else if (value != null) {
                out.put(key, value.toString());
            }
        }
    }
}
