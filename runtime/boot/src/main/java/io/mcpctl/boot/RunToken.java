package io.mcpctl.boot;

import java.security.SecureRandom;
import java.util.Base64;

/** The bearer of the owner, for one run. */
public final class RunToken {
    private RunToken() {}

    /** 256 random bits. */
    public static String make() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
