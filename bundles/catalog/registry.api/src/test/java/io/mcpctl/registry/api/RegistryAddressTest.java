package io.mcpctl.registry.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAddressTest {
    @Test
    void slashesAtTheEndAndBlanksAroundDoNotCount() {
        RegistryAddress address =
                RegistryAddress.of("registries.acme", " https://registry.example.org/mcp// ", " acme/apiKey ");

        assertEquals("https://registry.example.org/mcp", address.url().toString());
        assertEquals(Optional.of(new RegistryAddress.Key("acme", "apiKey")), address.key());
        assertEquals(
                Optional.empty(),
                RegistryAddress.of("registries.acme", "http://127.0.0.1:1", "").key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "registry.example.org",
                "ftp://x.org",
                "https://",
                "https://x?y",
                "https://x#y",
                "https://u:p@x"
            })
    void whatIsNoAddressOfTheWebIsRefused(String url) {
        ProblemException refusal =
                assertThrows(ProblemException.class, () -> RegistryAddress.of("registries.acme", url, ""));

        assertEquals(
                "registries.acme.url: it is no absolute http or https address",
                refusal.problem().detail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-the-key-itself", "a/b/c", "/b", "a/"})
    void aKeyThatIsNoReferenceIsRefusedAndNotRepeated(String key) {
        String sentence = assertThrows(
                        ProblemException.class, () -> RegistryAddress.of("registries.acme", "https://x", key))
                .problem()
                .detail();

        assertTrue(sentence.startsWith("registries.acme.key: it names a secret"), sentence);
        assertFalse(sentence.contains(key), sentence);
    }
}
