package io.mcpctl.testkit;

import java.util.List;
import java.util.Optional;

/**
 * A plug-in as {@code mcpctl plugin list} shows it.
 *
 * @param name symbolic name of the bundle
 * @param state {@code active}, {@code waiting}, {@code disabled}, {@code failed} or {@code refused}
 * @param provides such as {@code stage/tsv}
 * @param reason what it waits for, or what went wrong
 * @param threadsLeft threads that a former version left running
 */
public record InstalledPlugin(
        String name,
        String version,
        String state,
        List<String> provides,
        Optional<String> reason,
        List<String> threadsLeft) {
    public InstalledPlugin {
        provides = List.copyOf(provides);
        threadsLeft = List.copyOf(threadsLeft);
    }
}
