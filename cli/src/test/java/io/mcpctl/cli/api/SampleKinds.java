package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Kinds from what a daemon would say about them. */
public final class SampleKinds {
    private SampleKinds() {}

    public static Kinds of(String json) {
        List<Kind> kinds = new ArrayList<>();
        try {
            for (JsonNode kind : Json.read(json)) {
                kinds.add(Kind.of(kind));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Kinds(kinds);
    }
}
