package io.mcpctl.embedded.internal;

import io.mcpctl.boot.Home;
import io.mcpctl.boot.StartException;
import io.mcpctl.boot.Trees;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The home of a runtime, held by it alone; a temporary one goes with it. */
record Place(Home home, boolean temporary) {
    private static final Logger LOG = LoggerFactory.getLogger("io.mcpctl.embedded");

    static Place open(Optional<Path> wanted) {
        try {
            return wanted.isPresent()
                    ? new Place(Home.open(wanted.get()), false)
                    : new Place(Home.open(Files.createTempDirectory("mcpctl")), true);
        } catch (StartException | IOException e) {
            throw new ProblemException(ProblemKind.UNAVAILABLE, "mcpctl does not start: " + e.getMessage(), e);
        }
    }

    void close() {
        try {
            home.close();
            if (temporary) {
                Trees.delete(home.folder());
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("home", home.folder()).setCause(e).log("home not closed cleanly");
        }
    }
}
