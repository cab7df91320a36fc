package io.mcpctl.plugins.internal;

import io.mcpctl.problem.api.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** The API packages that this daemon offers, with their versions. */
final class Offered {
    private static final String OURS = "io.mcpctl.";

    private final Map<String, List<Version>> versions;

    private Offered(Map<String, List<Version>> versions) {
        this.versions = versions;
    }

    static Offered by(BundleContext context) {
        return new Offered(Stream.of(context.getBundles())
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(Objects::nonNull)
                .flatMap(revision -> revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .filter(capability -> name(capability).startsWith(OURS))
                .collect(Collectors.groupingBy(
                        Offered::name, TreeMap::new, Collectors.mapping(Offered::version, Collectors.toList()))));
    }

    private static String name(BundleCapability capability) {
        return String.valueOf(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
    }

    private static Version version(BundleCapability capability) {
        return capability.getAttributes().get("version") instanceof Version version ? version : Version.emptyVersion;
    }

    /** @throws ProblemException UNPROCESSABLE, naming the first API that is not offered as the jar needs it */
    void check(JarFacts facts) {
        new TreeMap<>(facts.imports()).forEach((name, range) -> {
            if (name.startsWith(OURS)) {
                check(facts, name, range);
            }
        });
    }

    private void check(JarFacts facts, String name, String range) {
        List<Version> offered = versions.getOrDefault(name, List.of());
        if (offered.isEmpty()) {
            throw Refusal.of(
                    facts.jar(),
                    "it needs " + needed(name, range) + ", which this daemon does not offer"
                            + (name.endsWith(".api") ? "" : "; only packages that end in .api are for plug-ins"));
        }
        if (!range.isEmpty() && offered.stream().noneMatch(new VersionRange(range)::includes)) {
            throw Refusal.of(
                    facts.jar(),
                    "it needs " + needed(name, range) + ", and this daemon offers "
                            + new TreeSet<>(offered)
                                    .stream().map(Version::toString).collect(Collectors.joining(", "))
                            + "; use a build of " + facts.name() + " for that version");
        }
    }

    private static String needed(String name, String range) {
        return range.isEmpty() ? name : name + " in version " + range;
    }
}
