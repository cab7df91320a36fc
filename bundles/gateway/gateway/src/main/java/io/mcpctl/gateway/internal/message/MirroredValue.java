package io.mcpctl.gateway.internal.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A header that mirrors a part of the body: as it is, or {@code =?base64?...?=}. */
public final class MirroredValue {
    private static final String START = "=?base64?";
    private static final String END = "?=";

    private MirroredValue() {}

    /** The value meant; empty when there is none or it is malformed. */
    public static Optional<String> decode(@Nullable String header) {
        if (header == null
                || header.length() < START.length() + END.length()
                || !header.startsWith(START)
                || !header.endsWith(END)) {
            return Optional.ofNullable(header);
        }
        String encoded = header.substring(START.length(), header.length() - END.length());
        if (encoded.length() % 4 != 0) {
            return Optional.empty(); // the decoder does not mind missing padding, the rules do
        }
        try {
            return Optional.of(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no Base64: it matches nothing
        }
    }
}
