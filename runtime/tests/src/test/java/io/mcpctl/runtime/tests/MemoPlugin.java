package io.mcpctl.runtime.tests;

import io.mcpctl.testing.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plug-in as others write them: secret backends of the type {@code memo}, which keep values in memory. */
final class MemoPlugin {
    static final String NAME = "com.example.memo";
    private static final String CLASS = "com.example.memo.Memo";
    private static final String SPI = "io.mcpctl.secrets.api.SecretDriver";

    private MemoPlugin() {}

    static PluginJar version(String version) {
        return of(NAME, version, "memo", "");
    }

    /** @param start statements of its constructor */
    static PluginJar of(String name, String version, String type, String start) {
        return unregistered(name, version, start).component(CLASS, SPI, "type=" + type);
    }

    /** Without a component. */
    static PluginJar unregistered(String name, String version, String start) {
        return PluginJar.of(name, version)
                .header("Import-Package", "io.mcpctl.secrets.api;version=\"[1.0,2)\"")
                .classPath(apis())
                .source(CLASS, """
                        package com.example.memo;

                        import io.mcpctl.secrets.api.*;
                        import java.util.*;

                        public final class Memo implements SecretDriver {
                            private final Map<String, Map<String, String>> values = new HashMap<>();

                            public Memo() throws Exception {
                                %s
                            }

                            @Override public void check(Map<String, Object> config) {}

                            @Override public SecretStorage open(String backend, Map<String, Object> config, SecretResolver secrets) {
                                return new SecretStorage() {
                                    @Override public Map<String, String> read(StoredSecret secret) {
                                        return values.getOrDefault(secret.name(), Map.of());
                                    }
                                    @Override public StoredSecret write(StoredSecret secret, Map<String, String> all) {
                                        values.put(secret.name(), Map.copyOf(all));
                                        Map<String, String> marks = new TreeMap<>();
                                        all.keySet().forEach(key -> marks.put(key, Long.toString(System.nanoTime())));
                                        return new StoredSecret(secret.name(), marks, Optional.empty());
                                    }
                                    @Override public void delete(StoredSecret secret) { values.remove(secret.name()); }
                                    @Override public Optional<String> trouble() { return Optional.empty(); }
                                    @Override public void close() {}
                                };
                            }
                        }
                        """.formatted(start));
    }

    /** The API bundles of this checkout. */
    private static String apis() {
        try (Stream<Path> files = Files.walk(Product.ROOT.resolve("bundles"))) {
            return files.map(Path::toString)
                    .filter(path -> path.matches(".*/target/io\\.mcpctl\\.[a-z.]*\\.api-[0-9.]+\\.jar"))
                    .collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new AssertionError("no API bundles in " + Product.ROOT, e);
        }
    }
}
