package io.mcpctl.registries.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.registry.api.RegistryAddress;
import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.secrets.api.SecretResolver;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The registries that the configuration lets be asked. The way to the web is opened with the first question. */
@Component(service = Registries.class, configurationPid = "io.mcpctl.registries")
@Designate(ocd = RegistriesConfig.class)
public final class Registries {
    /** In the list of those that are asked: all others that are installed. */
    private static final String OTHERS = "*";

    private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(8);

    private final RegistriesConfig config;
    private final SecretResolver secrets;
    private final Sources sources;
    private final Answers answers;
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable HttpClient client;

    @Activate
    public Registries(RegistriesConfig config, @Reference SecretResolver secrets, @Reference Sources sources) {
        this.config = config;
        this.secrets = secrets;
        this.sources = sources;
        this.answers = new Answers(
                Duration.ofMinutes(Settings.within("cacheMinutes", config.cacheMinutes(), 0, 1440)), System::nanoTime);
        Settings.within("searchSeconds", config.searchSeconds(), 1, 50);
        if (!config.namespace().matches("[A-Za-z0-9][A-Za-z0-9.-]{0,99}")) {
            throw Settings.wrong("namespace", "it has other characters than letters, digits, '.' and '-'");
        }
        for (String name : config.enabled()) {
            if (!name.equals(OTHERS) && !Sources.NAME.matcher(name).matches()) {
                throw Settings.wrong(
                        "enabled",
                        "\"" + name + "\" is no name of a registry; write names such as official, or * for all others");
            }
        }
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
        Set<String> enabled = enabled();
        if (enabled.isEmpty()) {
            throw new ProblemException(
                    ProblemKind.INVALID, "no registry is enabled; name some in registries.enabled of config.yaml");
        }
        for (String name : names) {
            if (!enabled.contains(name)) {
                throw new ProblemException(
                        ProblemKind.INVALID,
                        "registry \"" + Untrusted.line(name, 100) + "\" is not known; known are "
                                + String.join(", ", enabled));
            }
        }
        HttpClient open = client();
        return enabled.stream()
                .filter(name -> names.isEmpty() || names.contains(name))
                .map(name -> new Registry(name, sources, open, this::key))
                .toList();
    }

    /** One that is named is among them even when it is not installed, so that searches tell of it. */
    private Set<String> enabled() {
        Set<String> named = new LinkedHashSet<>(List.of(config.enabled()));
        if (named.remove(OTHERS)) {
            named.addAll(sources.names());
        }
        return named;
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

    private Optional<String> key(RegistryAddress address) {
        try {
            return address.key()
                    .map(key -> new SecretRef(key.secret(), key.entry()))
                    .map(reference -> secrets.resolve(List.of(reference)).value(reference));
        } catch (ProblemException e) {
            throw new ProblemException(
                    ProblemKind.UPSTREAM,
                    "lacks its API key: " + e.problem().detail() + "; see " + address.settings() + ".key",
                    e);
        }
    }
}
