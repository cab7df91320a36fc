package io.mcpctl.benchmarks.gateway;

import io.mcpctl.testing.PluginJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The plug-ins that are exchanged, each in two versions. */
final class SwapPlugins {
    static final List<Kind> ALL = List.of(
            new Kind(
                    "stage",
                    "SwapStage",
                    "io.mcpctl.stage.api.PipelineStage",
                    "stage.name=swap-stage",
                    "io.mcpctl.stage.api;version=\"[1.0,2)\""),
            new Kind(
                    "model",
                    "SwapModel",
                    "io.mcpctl.proxymodel.api.ProxyModelPlugin",
                    "proxymodel.name=swap-model",
                    "io.mcpctl.proxymodel.api;version=\"[1.0,2)\",io.mcpctl.stage.api;version=\"[1.0,2)\""),
            new Kind(
                    "runner",
                    "SwapRunner",
                    "io.mcpctl.orchestrator.api.Orchestrator",
                    "name=swap-runner",
                    "io.mcpctl.orchestrator.api;version=\"[1.0,2)\",io.mcpctl.problem.api;version=\"[1.0,2)\""));

    private SwapPlugins() {}

    /** One plug-in; its class is a file of the resources. */
    record Kind(String word, String type, String spi, String property, String imports) {
        String name() {
            return "com.example.swap." + word;
        }

        Path jar(Path root, Path folder, String version) throws IOException {
            String type = name() + "." + type();
            return PluginJar.of(name(), version)
                    .header("Import-Package", imports)
                    .classPath(apis(root))
                    .source(type, source())
                    .componentWith("deactivate=\"deactivate\"", type, spi, property)
                    .write(folder.resolve(word + "-" + version + ".jar"));
        }

        private String source() throws IOException {
            try (InputStream in =
                    Objects.requireNonNull(SwapPlugins.class.getResourceAsStream("/plugins/" + type + ".java"), type)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private static String apis(Path root) throws IOException {
        try (Stream<Path> jars = Files.list(root.resolve("runtime/target/standalone/bundles"))) {
            return jars.map(Path::toString)
                    .filter(path -> path.contains(".api-"))
                    .collect(Collectors.joining(":"));
        }
    }
}
