package io.mcpctl.registries.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import io.mcpctl.registry.api.RegistryAddress;

/** What the section {@code registries} of the settings says, checked. */
final class Settings {
    private static final String SECTION = "registries.";

    private Settings() {}

    /** @throws ProblemException INVALID, which ends the start */
    static RegistryAddress address(String registry, String url, String key) {
        try {
            return RegistryAddress.of(SECTION + registry, url, key);
        } catch (ProblemException e) {
            throw misuse(e.problem().detail());
        }
    }

    static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(key, "it is " + value + "; give a number from " + least + " to " + most);
        }
        return value;
    }

    static ProblemException wrong(String key, String sentence) {
        return misuse(SECTION + key + ": " + sentence);
    }

    private static ProblemException misuse(String sentence) {
        return StartupFailure.misuse(new ProblemException(ProblemKind.INVALID, "config.yaml: " + sentence));
    }
}
