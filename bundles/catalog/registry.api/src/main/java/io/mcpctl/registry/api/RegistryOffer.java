package io.mcpctl.registry.api;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One way to get a server: a package, an image, or an address.
 *
 * @param type {@link #NPM}, {@link #PYPI}, {@link #OCI}, {@link #REMOTE}, or the word for what cannot be run here
 * @param identifier of the package or image; of a remote its address as written
 * @param version of the package; of an image it is part of the identifier
 * @param transport {@link #STDIO}, {@link #SSE} or {@link #STREAMABLE}
 * @param port that a package or image listens on, when it does not speak stdio
 * @param address of a remote; else empty text
 * @param arguments after the program
 * @param env environment variables
 * @param headers HTTP headers of a remote
 * @param obstacle why no server can be made of it, as the end of a sentence that begins with the offer, such as {@code is in a
 *     registry of its own}; empty when nothing is in the way
 * @param notes what of it is not taken over, for people
 */
public record RegistryOffer(
        String type,
        String identifier,
        Optional<String> version,
        String transport,
        Optional<Integer> port,
        RegistryText address,
        List<Argument> arguments,
        List<Setting> env,
        List<Setting> headers,
        Optional<String> obstacle,
        List<String> notes) {
    public static final String NPM = "npm";
    public static final String PYPI = "pypi";
    public static final String OCI = "oci";
    public static final String REMOTE = "remote";
    public static final String STDIO = "stdio";
    public static final String SSE = "sse";
    public static final String STREAMABLE = "streamable-http";

    public RegistryOffer {
        arguments = List.copyOf(arguments);
        env = List.copyOf(env);
        headers = List.copyOf(headers);
        notes = List.copyOf(notes);
    }

    /**
     * A variable or header, and where its value comes from.
     *
     * @param prefix text before a value that is a secret, such as {@code Bearer } with its blank
     */
    public record Setting(String name, RegistryText value, String prefix) {}

    /** A word after the program, or an option and its value; left out as a whole when a value lacks. */
    public record Argument(Optional<String> option, Optional<RegistryText> value) {
        public Stream<RegistryInput> inputs() {
            return value.stream().flatMap(text -> text.inputs().stream());
        }
    }

    /** A package or image that speaks stdio and takes variables only. */
    public static RegistryOffer packaged(String type, String identifier, Optional<String> version, List<Setting> env) {
        return new RegistryOffer(
                type,
                identifier,
                version,
                STDIO,
                Optional.empty(),
                RegistryText.fixed(""),
                List.of(),
                env,
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** An address that speaks Streamable HTTP to everybody. */
    public static RegistryOffer remote(String url) {
        return new RegistryOffer(
                REMOTE,
                url,
                Optional.empty(),
                STREAMABLE,
                Optional.empty(),
                RegistryText.fixed(url),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }
}
