package io.mcpctl.registries.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One way to get a server: a package, an image, or an address.
 *
 * @param type {@code npm}, {@code pypi}, {@code oci}, {@code remote}, or what cannot be run here
 * @param identifier of the package or image; of a remote its address as written
 * @param transport {@code stdio}, {@code sse} or {@code streamable-http}
 * @param address of a remote
 * @param notes what of it is not taken over
 */
record Offer(
        String type,
        String identifier,
        Optional<String> version,
        String transport,
        Optional<Integer> port,
        Template address,
        List<Argument> arguments,
        List<Setting> env,
        List<Setting> headers,
        List<String> notes) {
    static final String NPM = "npm";
    static final String PYPI = "pypi";
    static final String OCI = "oci";
    static final String REMOTE = "remote";
    static final String STDIO = "stdio";
    static final String SSE = "sse";
    static final String STREAMABLE = "streamable-http";
    /** No word of these begins with a dash, so that no runner takes it for an option. */
    private static final Pattern NPM_NAME =
            Pattern.compile("(@[A-Za-z0-9~][A-Za-z0-9._~-]*/)?[A-Za-z0-9~][A-Za-z0-9._~-]*");

    private static final Pattern PYPI_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern IMAGE = Pattern.compile(
            "[A-Za-z0-9][A-Za-z0-9._-]*(:[0-9]+)?(/[A-Za-z0-9._-]+)*(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]*");

    Offer {
        arguments = List.copyOf(arguments);
        env = List.copyOf(env);
        headers = List.copyOf(headers);
        notes = List.copyOf(notes);
    }

    /**
     * A variable or header, and where its value comes from.
     *
     * @param prefix text before a value that is a secret
     */
    record Setting(String name, Template value, String prefix) {}

    /** A word after the program, or an option and its value; left out as a whole when a value lacks. */
    record Argument(Optional<String> option, Optional<Template> value) {
        Stream<Input> inputs() {
            return value.stream().flatMap(template -> template.inputs().stream());
        }
    }

    boolean isRemote() {
        return type.equals(REMOTE);
    }

    /** Whether a server of this product can be made of it. */
    boolean canRun() {
        return switch (type) {
            case NPM -> NPM_NAME.matcher(identifier).matches() && goodVersion();
            case PYPI -> PYPI_NAME.matcher(identifier).matches() && goodVersion();
            case OCI -> IMAGE.matcher(identifier).matches();
            case REMOTE -> !transport.equals(STDIO);
            default -> false;
        };
    }

    private boolean goodVersion() {
        return version.isEmpty() || VERSION.matcher(version.get()).matches();
    }

    /** Everything that is asked for, each name once. */
    List<Input> inputs() {
        Stream<Input> all = Stream.concat(
                Stream.concat(env.stream(), headers.stream()).flatMap(setting -> setting.value().inputs().stream()),
                Stream.concat(address.inputs().stream(), arguments.stream().flatMap(Argument::inputs)));
        Map<String, Input> byName = new LinkedHashMap<>();
        all.forEach(input -> byName.putIfAbsent(input.name(), input));
        return List.copyOf(byName.values());
    }

    /** For people: {@code npm @scope/name 1.2.0}. */
    String shown() {
        return type + " " + identifier + version.map(text -> " " + text).orElse("");
    }
}
