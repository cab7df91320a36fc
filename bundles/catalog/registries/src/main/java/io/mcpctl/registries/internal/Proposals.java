package io.mcpctl.registries.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.registry.api.RegistryInput;
import io.mcpctl.registry.api.RegistryListing.Repository;
import io.mcpctl.registry.api.RegistryOffer;
import io.mcpctl.registry.api.RegistryOffer.Argument;
import io.mcpctl.registry.api.RegistryOffer.Setting;
import io.mcpctl.secrets.api.SecretRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the document of a server of an offer and what the user said.
 *
 * @param values by name of input
 * @param secrets references instead of values, by name of input
 */
record Proposals(Listing listing, RegistryOffer offer, Map<String, String> values, Map<String, SecretRef> secrets) {

    /** Packages first, since every orchestrator runs them; then what runs elsewhere; then images. */
    private static final List<String> PREFERRED =
            List.of(RegistryOffer.NPM, RegistryOffer.PYPI, RegistryOffer.REMOTE, RegistryOffer.OCI);

    /** @throws ProblemException UNPROCESSABLE when there is none, INVALID when there is none of this type */
    static RegistryOffer choose(Listing listing, Optional<String> type) {
        List<RegistryOffer> good =
                listing.offers().stream().filter(Offers::canRun).toList();
        if (good.isEmpty()) {
            String what = listing.offers().isEmpty()
                    ? "names no package, image or address"
                    : "is offered in forms that cannot be run here: "
                            + listing.offers().stream()
                                    .map(Offers::shown)
                                    .map(text -> Untrusted.line(text, 200))
                                    .collect(Collectors.joining(", "));
            throw new ProblemException(
                    ProblemKind.UNPROCESSABLE,
                    listing.key() + " " + what + "; see "
                            + listing.repository().map(Repository::url).orElse("its registry")
                            + " and create the server with options of its own");
        }
        return PREFERRED.stream()
                .filter(each -> type.isEmpty() || type.get().equals(each))
                .flatMap(each -> good.stream().filter(offer -> offer.type().equals(each)))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.INVALID,
                        listing.key() + " is not offered as \"" + Untrusted.line(type.orElse(""), 50) + "\""
                                + hindered(listing, type.orElse("")) + "; it is as "
                                + good.stream()
                                        .map(RegistryOffer::type)
                                        .distinct()
                                        .collect(Collectors.joining(", "))));
    }

    private static String hindered(Listing listing, String type) {
        return listing.offers().stream()
                .filter(offer -> offer.type().equals(type) && offer.obstacle().isPresent())
                .map(offer -> " that can be run: " + Offers.shown(offer))
                .findFirst()
                .orElse("");
    }

    /** @throws ProblemException INVALID, naming everything that lacks or does not fit */
    Proposal make() {
        check();
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("description", listing.description());
        server.put("transport", offer.transport().toUpperCase(Locale.ROOT).replace('-', '_'));
        offer.port().ifPresent(port -> server.put("containerPort", port));
        String version = offer.version().orElse("");
        switch (offer.type()) {
            case RegistryOffer.NPM -> {
                server.put("packageName", offer.identifier() + (version.isEmpty() ? "" : "@" + version));
                server.put("runtime", "node");
            }
            case RegistryOffer.PYPI -> {
                server.put("packageName", offer.identifier() + (version.isEmpty() ? "" : "==" + version));
                server.put("runtime", "python");
            }
            case RegistryOffer.OCI -> server.put("dockerImage", offer.identifier());
            default -> server.put("externalUrl", address());
        }
        listing.repository().ifPresent(repository -> server.put("repositoryUrl", repository.url()));
        put(server, "args", offer.arguments().stream().flatMap(this::words).toList());
        put(
                server,
                "env",
                offer.env().stream().flatMap(each -> entry(each).stream()).toList());
        put(
                server,
                "headers",
                offer.headers().stream().flatMap(each -> entry(each).stream()).toList());
        server.put("source", source());
        return new Proposal(server, offer.notes());
    }

    /** The entry as it is now, for those who compare later. */
    private Map<String, Object> source() {
        Map<String, Object> snapshot = new LinkedHashMap<>();
        snapshot.put("type", offer.type());
        snapshot.put("identifier", offer.identifier());
        offer.version().ifPresent(version -> snapshot.put("version", version));
        snapshot.put("transport", offer.transport());
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("kind", "registry");
        source.put("name", listing.key());
        source.put("version", listing.version().orElse(""));
        source.put("snapshot", snapshot);
        return source;
    }

    private static void put(Map<String, Object> server, String member, List<?> values) {
        if (!values.isEmpty()) {
            server.put(member, values);
        }
    }

    private String address() {
        String address = Filled.address(offer.address(), values).orElse("");
        return Words.webAddress(address)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.INVALID,
                        "with these values the address of " + listing.key() + " would be \""
                                + Untrusted.line(address, 300) + "\", which is none"));
    }

    private Stream<String> words(Argument argument) {
        Optional<String> value = argument.value().flatMap(text -> Filled.text(text, values));
        if (argument.value().isPresent() && value.isEmpty()) {
            return Stream.empty();
        }
        String option = argument.option().orElse("");
        return option.endsWith("=") && value.isPresent()
                ? Stream.of(option + value.get())
                : Stream.concat(argument.option().stream(), value.stream());
    }

    private Optional<Map<String, Object>> entry(Setting setting) {
        SecretRef reference = secrets.get(setting.name());
        if (reference != null) {
            Map<String, Object> from = new LinkedHashMap<>();
            from.put("secretRef", pair(reference.name(), "key", reference.key()));
            if (!setting.prefix().isEmpty()) {
                from.put("prefix", setting.prefix());
            }
            return Optional.of(pair(setting.name(), "valueFrom", from));
        }
        return Filled.text(setting.value(), values)
                .map(value -> pair(setting.name(), "value", setting.prefix() + value));
    }

    private static Map<String, Object> pair(String name, String member, Object value) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put("name", name);
        pair.put(member, value);
        return pair;
    }

    private void check() {
        List<Problem.Violation> wrong = new ArrayList<>();
        List<RegistryInput> inputs = Offers.inputs(offer);
        Set<String> names = inputs.stream().map(RegistryInput::name).collect(Collectors.toSet());
        Set<String> whole = Stream.concat(offer.env().stream(), offer.headers().stream())
                .map(Setting::name)
                .collect(Collectors.toSet());
        Stream.concat(values.keySet().stream(), secrets.keySet().stream())
                .filter(name -> !names.contains(name) && !(secrets.containsKey(name) && whole.contains(name)))
                .forEach(name -> wrong.add(new Problem.Violation(
                        name,
                        "is not asked for; "
                                + (names.isEmpty()
                                        ? "nothing is"
                                        : "possible are " + String.join(", ", sorted(names))))));
        for (RegistryInput input : inputs) {
            String value = values.get(input.name());
            boolean referred = secrets.containsKey(input.name());
            if (value == null
                    && !referred
                    && input.required()
                    && input.defaultValue().isEmpty()) {
                wrong.add(new Problem.Violation(
                        input.name(),
                        "is missing" + (input.description().isEmpty() ? "" : ": " + input.description())));
            } else if (value != null && input.secret() && whole.contains(input.name())) {
                wrong.add(new Problem.Violation(input.name(), "is a secret; store it as one and refer to it"));
            } else if (referred && !whole.contains(input.name())) {
                wrong.add(new Problem.Violation(
                        input.name(),
                        "is part of an argument or address, which cannot refer to a secret; give a value"));
            } else if (value != null
                    && !input.choices().isEmpty()
                    && !input.choices().contains(value)) {
                wrong.add(new Problem.Violation(input.name(), "must be one of " + String.join(", ", input.choices())));
            }
        }
        if (!wrong.isEmpty()) {
            String all = wrong.stream()
                    .map(each -> each.path() + " " + each.message())
                    .collect(Collectors.joining("; "));
            throw new ProblemException(new Problem(ProblemKind.INVALID, listing.key() + ": " + all, wrong), null);
        }
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
