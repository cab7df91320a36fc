package com.example.encryptedfiles;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.secrets.api.SecretRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of a backend.
 *
 * @param folder holds a file for each secret
 * @param passphrase where the passphrase is
 */
record Place(Path folder, SecretRef passphrase) {
    private static final Set<String> KNOWN = Set.of("folder", "passphrase");

    /** @throws ProblemException INVALID, with everything that is wrong */
    static Place of(Map<String, Object> config) {
        List<Violation> wrong = new ArrayList<>();
        new TreeSet<>(config.keySet())
                .stream()
                        .filter(key -> !KNOWN.contains(key))
                        .forEach(key -> wrong.add(
                                new Violation("config." + key, "is not known; known are folder and passphrase")));
        String folder = config.get("folder") instanceof String text ? text : "";
        if (!folder.startsWith("/") || folder.indexOf('\0') >= 0) {
            wrong.add(new Violation("config.folder", "must be the absolute path of a folder"));
        }
        Object reference = config.get("passphrase");
        Map<?, ?> members = reference instanceof Map<?, ?> map ? map : Map.of();
        if (!(members.get("name") instanceof String) || !(members.get("key") instanceof String)) {
            wrong.add(new Violation("config.passphrase", "must have name and key of the secret that holds it"));
        }
        if (!wrong.isEmpty()) {
            Violation first = wrong.getFirst();
            throw new ProblemException(
                    new Problem(ProblemKind.INVALID, first.path() + ": " + first.message(), wrong), null);
        }
        return new Place(
                Path.of(folder),
                new SecretRef(String.valueOf(members.get("name")), String.valueOf(members.get("key"))));
    }
}
