package io.mcpctl.templates.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The templates in this bundle. They are listed, because the class path of a bundle cannot be searched. */
final class Shipped {
    static final List<String> NAMES = List.of(
            "aws-documentation",
            "fetch",
            "filesystem",
            "git",
            "github",
            "github-enterprise",
            "grafana",
            "jira",
            "memory",
            "postgres",
            "sequential-thinking",
            "slack",
            "terraform");

    private Shipped() {}

    /** Their texts by where they are from. */
    static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        NAMES.forEach(name -> texts.put("bundle:templates/" + name + ".yaml", text(name)));
        return texts;
    }

    private static String text(String name) {
        try (InputStream in = Shipped.class.getResourceAsStream("/templates/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("template " + name + " is not in the bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
