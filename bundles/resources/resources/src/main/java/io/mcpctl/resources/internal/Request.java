package io.mcpctl.resources.internal;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What kinds may know of the request behind a transaction.
 *
 * @param dryRun whether everything is taken back in the end
 * @param parameters first values of its query parameters
 * @param warnings where sentences for the caller go
 */
record Request(boolean dryRun, Function<String, Optional<String>> parameters, Consumer<String> warnings) {
    /** Work of the daemon itself. */
    static final Request NONE = new Request(false, name -> Optional.empty(), sentence -> {});
}
