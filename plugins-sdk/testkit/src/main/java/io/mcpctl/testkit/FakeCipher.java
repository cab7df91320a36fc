package io.mcpctl.testkit;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.secrets.api.ValueCipher;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/** Hides values well enough for tests: for the place that they were sealed for, and differently each time. */
public final class FakeCipher implements ValueCipher {
    private final AtomicLong count = new AtomicLong();

    @Override
    public String seal(String place, String value) {
        return encoded(place) + "." + count.incrementAndGet() + "." + encoded(value);
    }

    @Override
    public String open(String place, String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(encoded(place))) {
            throw new ProblemException(ProblemKind.INTERNAL, "the value was sealed for another place");
        }
        return new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
