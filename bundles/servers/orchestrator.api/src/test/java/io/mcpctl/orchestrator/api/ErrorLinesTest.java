package io.mcpctl.orchestrator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ErrorLinesTest {
    private static String telling(String... lines) {
        return ErrorLines.telling(String.join("\n", lines)).orElse("");
    }

    @Test
    void theFirstLineOfAnInstallersErrorIsTaken() {
        assertEquals(
                "npm error 404 Not Found - GET /@x%2fy - Not found",
                telling(
                        "npm warn exec The following package was not found and will be installed: @x/y",
                        "npm error code E404",
                        "npm error 404 Not Found - GET https://user:pass@packages.example.org/@x%2fy - Not found",
                        "npm error 404",
                        "npm error 404  The requested resource '@x/y@*' could not be found.",
                        "npm error A complete log of this run can be found in: /somewhere",
                        "npm notice New major version available"));
    }

    @Test
    void stackTracesArePassedOver() {
        assertEquals(
                "Error: Cannot find module '/x'",
                telling(
                        "node:internal/modules/cjs/loader:1228",
                        "  throw err;",
                        "  ^",
                        "",
                        "Error: Cannot find module '/x'",
                        "    at Function._resolve (node:internal:1)",
                        "{",
                        "  code: 'MODULE_NOT_FOUND',",
                        "}",
                        "",
                        "Node.js v22.1.0"));
    }

    @Test
    void hostsOfPackageIndexesAreLeftOutAndOthersStay() {
        assertEquals(
                "error: failed to fetch /simple/y/",
                telling("error: failed to fetch https://index.example.org/simple/y/"));
        assertEquals("Error: https://api.example.org/v1 refused", telling("Error: https://api.example.org/v1 refused"));
    }

    @Test
    void withoutTroubleTheLastLineIsTaken() {
        assertEquals("two", telling("one", "two", ""));
        assertEquals(Optional.empty(), ErrorLines.telling("npm warn x\n\n"));
        assertEquals(Optional.empty(), ErrorLines.telling(""));
    }
}
