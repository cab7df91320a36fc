package io.mcpctl.registries.internal;

import io.mcpctl.registry.api.RegistryInput;
import io.mcpctl.registry.api.RegistryOffer;
import io.mcpctl.registry.api.RegistryOffer.Argument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be made of offers. */
final class Offers {
    /** No word of these begins with a dash, so that no runner takes it for an option. */
    private static final Pattern NPM_NAME =
            Pattern.compile("(@[A-Za-z0-9~][A-Za-z0-9._~-]*/)?[A-Za-z0-9~][A-Za-z0-9._~-]*");

    private static final Pattern PYPI_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern IMAGE = Pattern.compile(
            "[A-Za-z0-9][A-Za-z0-9._-]*(:[0-9]+)?(/[A-Za-z0-9._-]+)*(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]*");

    private Offers() {}

    static boolean isRemote(RegistryOffer offer) {
        return offer.type().equals(RegistryOffer.REMOTE);
    }

    /** Whether a server of this product can be made of it. */
    static boolean canRun(RegistryOffer offer) {
        return offer.obstacle().isEmpty()
                && switch (offer.type()) {
                    case RegistryOffer.NPM -> matches(NPM_NAME, offer);
                    case RegistryOffer.PYPI -> matches(PYPI_NAME, offer);
                    case RegistryOffer.OCI -> IMAGE.matcher(offer.identifier()).matches();
                    case RegistryOffer.REMOTE -> !offer.transport().equals(RegistryOffer.STDIO);
                    default -> false;
                };
    }

    private static boolean matches(Pattern name, RegistryOffer offer) {
        Optional<String> version = offer.version();
        return name.matcher(offer.identifier()).matches()
                && (version.isEmpty() || VERSION.matcher(version.get()).matches());
    }

    /** Everything that is asked for, each name once. */
    static List<RegistryInput> inputs(RegistryOffer offer) {
        Stream<RegistryInput> all = Stream.concat(
                Stream.concat(offer.env().stream(), offer.headers().stream())
                        .flatMap(setting -> setting.value().inputs().stream()),
                Stream.concat(
                        offer.address().inputs().stream(),
                        offer.arguments().stream().flatMap(Argument::inputs)));
        Map<String, RegistryInput> byName = new LinkedHashMap<>();
        all.forEach(input -> byName.putIfAbsent(input.name(), input));
        return List.copyOf(byName.values());
    }

    /** For people: {@code npm @scope/name 1.2.0}, and what is in the way. */
    static String shown(RegistryOffer offer) {
        return offer.type() + " " + offer.identifier()
                + offer.version().map(text -> " " + text).orElse("")
                + offer.obstacle().map(text -> ", which " + text).orElse("");
    }
}
