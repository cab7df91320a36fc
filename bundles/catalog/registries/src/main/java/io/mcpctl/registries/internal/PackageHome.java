package io.mcpctl.registries.internal;

import io.mcpctl.registry.api.RegistryOffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where packages come from. The runners take a name from their default place and know no other: a package of the same name
 * there would be somebody else's.
 */
final class PackageHome {
    private static final Map<String, Pattern> DEFAULTS = Map.of(
            RegistryOffer.NPM, Pattern.compile("((registry|www)\\.)?npmjs\\.(org|com)"),
            RegistryOffer.PYPI, Pattern.compile("pypi\\.org(/simple)?"),
            RegistryOffer.OCI, Pattern.compile("((index|registry-1)\\.)?docker\\.io|hub\\.docker\\.com"));

    private PackageHome() {}

    /**
     * What keeps a package from being run.
     *
     * @param base address of its registry as the record has it; empty when it says nothing
     */
    static Optional<String> obstacle(String type, String identifier, String base) {
        String place =
                base.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceFirst("/+$", "");
        Pattern usual = DEFAULTS.get(type);
        boolean named = type.equals(RegistryOffer.OCI) && identifier.startsWith(place + "/");
        return place.isEmpty() || usual == null || usual.matcher(place).matches() || named
                ? Optional.empty()
                : Optional.of("is in the registry " + base + ", and packages are taken from the default one only");
    }
}
