package io.mcpctl.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.boot.StartException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentsTest {
    @Test
    void allOptionsAreRead() throws StartException {
        Arguments arguments =
                Arguments.parse(new String[] {"--home", "/h", "--distribution", "/d", "--port", "0", "--host", "::1"});

        assertEquals(
                new Arguments(Path.of("/h"), Path.of("/d"), Optional.empty(), Optional.of(0), Optional.of("::1")),
                arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "'', --distribution is required",
        "--distribution, usage",
        "x y, usage",
        "--distribution d --port 65536, 0 to 65535",
        "--distribution d --port -1, 0 to 65535",
        "--distribution d --port x, 0 to 65535",
        "--distribution d --colour red, --colour"
    })
    void wrongUsageIsRefusedWithTheReason(String line, String reason) {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ", -1);

        String message = String.valueOf(
                assertThrows(StartException.class, () -> Arguments.parse(words)).getMessage());

        assertTrue(message.contains(reason), message);
    }
}
