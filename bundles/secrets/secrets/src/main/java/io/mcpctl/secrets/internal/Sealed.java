package io.mcpctl.secrets.internal;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of an encrypted value: version, id of the key, and nonce, ciphertext and tag. */
record Sealed(String keyId, byte[] bytes) {
    private static final Pattern FORM = Pattern.compile("v1\\.([0-9a-f]{8})\\.([A-Za-z0-9_-]+)");

    static Optional<Sealed> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new Sealed(form.group(1), Base64.getUrlDecoder().decode(form.group(2))))
                : Optional.empty();
    }

    /** Id of the key of the first sealed value within a longer text, such as a row's JSON. */
    static Optional<String> firstKeyId(String text) {
        Matcher form = FORM.matcher(text);
        return form.find() ? Optional.of(form.group(1)) : Optional.empty();
    }

    String text() {
        return "v1." + keyId + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed that && that.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }
}
