package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcpctl.gateway.internal.access.Gatekeeper;
import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.Projects;
import io.mcpctl.projects.api.ToolFilter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The endpoint of a server offers all its tools: a project that offers some of them does not lead there. */
final class FilteredServersTest {
    private static final Principal ANN = Principal.user("ann", "cann", Set.of());
    private static final Route FILES = new Route.ToServer("files");

    private final TestRules rules = new TestRules();
    private final Gatekeeper gate = new Gatekeeper(rules, new SomeAndAll(), new LocalServers());

    @Test
    void aProjectThatOffersSomeToolsDoesNotOpenTheServer() {
        rules.allowed.add("ann: expose on projects/some");

        ProblemException refused = assertThrows(ProblemException.class, () -> gate.admit(FILES, ANN));

        assertEquals(ProblemKind.FORBIDDEN, refused.kind());
        assertDoesNotThrow(() -> gate.admit(new Route.ToProject("some"), ANN));
    }

    @Test
    void aProjectThatOffersAllDoesAndSoDoesTheRightToRunIt() {
        rules.allowed.add("ann: expose on projects/all");
        assertDoesNotThrow(() -> gate.admit(FILES, ANN));

        rules.allowed.clear();
        rules.allowed.add("ann: run on servers/files");
        assertDoesNotThrow(() -> gate.admit(FILES, ANN));
    }

    @Test
    void theTokenOfAProjectThatOffersSomeToolsStaysOutside() {
        rules.allowed.add("sha: expose on projects/some");
        rules.allowed.add("sha: expose on projects/all");

        assertThrows(ProblemException.class, () -> gate.admit(FILES, token("some")));
        assertDoesNotThrow(() -> gate.admit(FILES, token("all")));
    }

    private static Principal token(String project) {
        return new Principal(
                "ci",
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.of(new Principal.Token("ci", project, "c1", "sha")),
                false);
    }

    private static final class SomeAndAll implements Projects {
        @Override
        public Optional<ProjectSpec> find(String name) {
            return Optional.empty();
        }

        @Override
        public Set<String> withServer(String server) {
            return Set.of("some", "all");
        }

        @Override
        public Map<String, ToolFilter> toolFilters(String project) {
            return project.equals("some") ? Map.of("files", tool -> tool.startsWith("read_")) : Map.of();
        }
    }
}
