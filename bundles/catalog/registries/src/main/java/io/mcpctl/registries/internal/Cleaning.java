package io.mcpctl.registries.internal;

import io.mcpctl.registry.api.RegistryInput;
import io.mcpctl.registry.api.RegistryListing;
import io.mcpctl.registry.api.RegistryListing.Repository;
import io.mcpctl.registry.api.RegistryOffer;
import io.mcpctl.registry.api.RegistryOffer.Argument;
import io.mcpctl.registry.api.RegistryOffer.Setting;
import io.mcpctl.registry.api.RegistryText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a source told, without what harms: whatever a registry is asked by, strangers' words come this way. What only
 * people read is cut and stripped; what is used as it stands is left out when it holds what none has.
 */
final class Cleaning {
    private static final Set<String> TRANSPORTS =
            Set.of(RegistryOffer.STDIO, RegistryOffer.SSE, RegistryOffer.STREAMABLE);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}");
    private static final int OFFERS = 20;
    private static final int MOST = 100;
    private static final int LONGEST = 4000;

    private Cleaning() {}

    /** Nothing when what the registry calls it is no id. */
    static Optional<Listing> listing(String source, RegistryListing told) {
        if (!Words.isId(told.id())) {
            return Optional.empty();
        }
        List<RegistryOffer> offers = told.offers().stream()
                .flatMap(offer -> offer(offer).stream())
                .limit(OFFERS)
                .toList();
        Set<String> transports = new HashSet<>(told.transports());
        offers.forEach(offer -> transports.add(offer.transport()));
        transports.retainAll(TRANSPORTS);
        return Optional.of(new Listing(
                source,
                told.id(),
                line(told.title(), 100),
                Untrusted.line(told.description(), 300),
                line(told.version(), 100),
                offers,
                transports,
                told.repository()
                        .filter(repository -> Words.webAddress(repository.url()).isPresent())
                        .map(repository -> new Repository(repository.url(), line(repository.folder(), 200))),
                told.popularity().filter(count -> count >= 0),
                told.verified(),
                told.deprecated(),
                line(told.lastUpdated(), 40),
                List.of()));
    }

    private static Optional<RegistryOffer> offer(RegistryOffer told) {
        boolean remote = Offers.isRemote(told);
        String type = Untrusted.line(told.type(), 20);
        boolean named = !type.isEmpty()
                && isText(told.identifier(), 400)
                && !told.identifier().isEmpty();
        boolean spoken = TRANSPORTS.contains(told.transport())
                && !(remote && told.transport().equals(RegistryOffer.STDIO));
        boolean found = !remote
                || Words.webAddress(told.address().text().replaceAll("[{}]", "x"))
                        .isPresent();
        boolean callable =
                told.arguments().size() <= MOST && told.arguments().stream().allMatch(Cleaning::isWord);
        if (!named || !spoken || !found || !callable) {
            return Optional.empty();
        }
        return Optional.of(new RegistryOffer(
                type,
                told.identifier(),
                line(told.version(), 100),
                told.transport(),
                told.port().filter(port -> port > 0 && port < 65536),
                readable(told.address()),
                told.arguments().stream()
                        .map(word -> new Argument(word.option(), word.value().map(Cleaning::readable)))
                        .toList(),
                settings(told.env(), VARIABLE),
                settings(told.headers(), HEADER),
                line(told.obstacle(), 300),
                told.notes().stream()
                        .limit(MOST)
                        .map(note -> Untrusted.line(note, 500))
                        .toList()));
    }

    private static boolean isWord(Argument argument) {
        return Stream.concat(argument.option().stream(), argument.value().map(RegistryText::text).stream())
                        .allMatch(text -> isText(text, LONGEST))
                && argument.inputs()
                        .allMatch(input -> isText(input.defaultValue().orElse(""), LONGEST));
    }

    private static boolean isText(String text, int longest) {
        return text.length() <= longest && Untrusted.isHarmless(text);
    }

    /** Arguments and addresses cannot refer to a secret. */
    private static RegistryText readable(RegistryText text) {
        return new RegistryText(
                text.text(),
                text.inputs().stream()
                        .limit(MOST)
                        .map(input -> input(input, false))
                        .toList());
    }

    /** Those with an impossible name are left out. */
    private static List<Setting> settings(List<Setting> told, Pattern names) {
        return told.stream()
                .filter(setting -> names.matcher(setting.name()).matches()
                        && isText(setting.value().text(), LONGEST)
                        && isText(setting.prefix(), LONGEST))
                .limit(MOST)
                .map(Cleaning::setting)
                .toList();
    }

    /** A secret is referred to as a whole; where it is a part of the value, the value as a whole is asked for. */
    private static Setting setting(Setting told) {
        String name = told.name();
        List<RegistryInput> inputs = told.value().inputs();
        if (Words.isSensitive(name)
                ? inputs.isEmpty()
                : inputs.stream().noneMatch(input -> input.secret() || Words.isSensitive(input.name()))) {
            return new Setting(name, readable(told.value()), told.prefix());
        }
        boolean whole = inputs.size() == 1
                && inputs.getFirst().name().equals(name)
                && told.value().text().equals("{" + name + "}");
        RegistryInput input = whole
                ? inputs.getFirst()
                : new RegistryInput(
                        name,
                        "as " + told.prefix() + told.value().text(),
                        inputs.stream().anyMatch(RegistryInput::required),
                        true,
                        Optional.empty(),
                        List.of());
        return new Setting(name, RegistryText.of(input(input, true)), whole ? told.prefix() : "");
    }

    private static RegistryInput input(RegistryInput told, boolean secret) {
        return new RegistryInput(
                Untrusted.line(told.name(), 200),
                Untrusted.line(told.description(), 500),
                told.required(),
                secret,
                line(told.defaultValue(), LONGEST),
                told.choices().stream()
                        .limit(MOST)
                        .map(choice -> Untrusted.line(choice, 200))
                        .toList());
    }

    private static Optional<String> line(Optional<String> told, int longest) {
        return told.map(text -> Untrusted.line(text, longest)).filter(text -> !text.isEmpty());
    }
}
