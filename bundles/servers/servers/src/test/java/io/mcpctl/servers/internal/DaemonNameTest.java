package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DaemonNameTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:3100, build-3:3100",
        "http://localhost:3100, build-3:3100",
        "http://0.0.0.0:3100, build-3:3100",
        "http://[::1]:3100, build-3:3100",
        "http://10.0.0.7:3100, 10.0.0.7:3100",
        "'', build-3"
    })
    void itIsTheAddressOrTheMachine(String url, String name) {
        assertEquals(name, DaemonName.of(url, "build-3").text());
    }

    @Test
    void anotherOnThisMachineIsAskedOnLoopback() {
        DaemonName here = DaemonName.of("http://127.0.0.1:3100", "build-3");

        assertEquals(URI.create("http://127.0.0.1:3200"), here.addressOf("build-3:3200"));
        assertEquals(URI.create("http://build-4:3100"), here.addressOf("build-4:3100"));
    }
}
