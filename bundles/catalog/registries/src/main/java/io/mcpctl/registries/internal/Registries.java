package io.mcpctl.registries.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.secrets.api.SecretResolver;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The registries of the configuration. The way to the web is opened with the first question. */
@Component(service = Registries.class, configurationPid = "io.mcpctl.registries")
@Designate(ocd = RegistriesConfig.class)
public final class Registries {
    private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(8);

    private final RegistriesConfig config;
    private final SecretResolver secrets;
    private final Answers answers;
    private final Map<String, Entry> enabled = new LinkedHashMap<>();
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable HttpClient client;

    private record Entry(RegistrySource source, URI base, Optional<SecretRef> key) {}

    @Activate
    public Registries(RegistriesConfig config, @Reference SecretResolver secrets) {
        this.config = config;
        this.secrets = secrets;
        this.answers = new Answers(
                Duration.ofMinutes(within("cacheMinutes", config.cacheMinutes(), 0, 1440)), System::nanoTime);
        within("searchSeconds", config.searchSeconds(), 1, 50);
        if (!config.namespace().matches("[A-Za-z0-9][A-Za-z0-9.-]{0,99}")) {
            throw wrong("namespace", "it has other characters than letters, digits, '.' and '-'");
        }
        Map<String, Entry> known = new LinkedHashMap<>();
        for (Entry entry : List.of(
                entry(new OfficialSource(), config.official_url(), config.official_key()),
                entry(new GlamaSource(), config.glama_url(), config.glama_key()),
                entry(new SmitherySource(), config.smithery_url(), config.smithery_key()))) {
            known.put(entry.source().name(), entry);
        }
        for (String name : config.enabled()) {
            Entry entry = known.get(name);
            if (entry == null) {
                throw wrong(
                        "enabled", "\"" + name + "\" is no registry; known are " + String.join(", ", known.keySet()));
            }
            enabled.put(name, entry);
        }
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(key, "it is " + value + "; give a number from " + least + " to " + most);
        }
        return value;
    }

    private static Entry entry(RegistrySource source, String url, String key) {
        String base = url.strip().replaceFirst("/+$", "");
        if (Words.webAddress(base).isEmpty() || base.contains("?") || base.contains("#")) {
            throw wrong(source.name() + ".url", "it is no absolute http or https address");
        }
        return new Entry(source, URI.create(base), reference(source.name() + ".key", key.strip()));
    }

    private static Optional<SecretRef> reference(String name, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            // The text is not repeated: who writes the key itself there should not find it in the log.
            throw wrong(name, "it names a secret and a key in it; write <secret>/<key>");
        }
        return Optional.of(new SecretRef(parts[0], parts[1]));
    }

    private static ProblemException wrong(String key, String sentence) {
        return StartupFailure.misuse(
                new ProblemException(ProblemKind.INVALID, "config.yaml: registries." + key + ": " + sentence));
    }

    @Deactivate
    void close() {
        opening.lock();
        try {
            if (client != null) {
                client.shutdownNow();
            }
        } finally {
            opening.unlock();
        }
    }

    Answers answers() {
        return answers;
    }

    /** How long a registry may take for a search. */
    Duration limit() {
        return Duration.ofSeconds(config.searchSeconds());
    }

    /** How long it may take to tell of one server; less, since clients wait no longer than 10 s for an ordinary answer. */
    Duration lookupLimit() {
        return limit().compareTo(LONGEST_LOOKUP) < 0 ? limit() : LONGEST_LOOKUP;
    }

    /**
     * Those of these names, or all, in the order of the configuration.
     *
     * @throws ProblemException INVALID for a name that is not known
     */
    List<Registry> named(List<String> names) {
        if (enabled.isEmpty()) {
            throw new ProblemException(
                    ProblemKind.INVALID, "no registry is enabled; name some in registries.enabled of config.yaml");
        }
        for (String name : names) {
            if (!enabled.containsKey(name)) {
                throw new ProblemException(
                        ProblemKind.INVALID,
                        "registry \"" + Untrusted.line(name, 100) + "\" is not known; known are "
                                + String.join(", ", enabled.keySet()));
            }
        }
        HttpClient open = client();
        List<Registry> registries = new ArrayList<>();
        enabled.forEach((name, entry) -> {
            if (names.isEmpty() || names.contains(name)) {
                registries.add(new Registry(entry.source(), entry.base(), open, () -> key(name, entry)));
            }
        });
        return registries;
    }

    private HttpClient client() {
        opening.lock();
        try {
            HttpClient open = client == null ? Web.client(config) : client;
            client = open;
            return open;
        } finally {
            opening.unlock();
        }
    }

    private Optional<String> key(String name, Entry entry) {
        try {
            return entry.key()
                    .map(reference -> secrets.resolve(List.of(reference)).value(reference));
        } catch (ProblemException e) {
            throw new ProblemException(
                    ProblemKind.UPSTREAM,
                    "lacks its API key: " + e.problem().detail() + "; see registries." + name + ".key",
                    e);
        }
    }
}
