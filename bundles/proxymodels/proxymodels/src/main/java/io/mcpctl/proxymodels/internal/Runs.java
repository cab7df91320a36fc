package io.mcpctl.proxymodels.internal;

import io.mcpctl.stage.api.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Outcomes of pipelines for contents that came before. */
final class Runs {
    private final Recent<PipelineRun> runs;

    Runs(int entries, long chars) {
        runs = new Recent<>(entries, chars);
    }

    /** Everything that determines an outcome; {@code version} is that of the stages. */
    static String key(long version, Pipeline pipeline, Origin origin, String content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String head = version + "\n" + pipeline.name() + '\n' + pipeline.steps() + '\n' + origin.kind() + '\n'
                    + origin.server() + '\n' + origin.name() + '\n' + origin.arguments() + '\n' + origin.project()
                    + '\n';
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    Optional<PipelineRun> find(String key) {
        return runs.find(key);
    }

    void put(String key, PipelineRun run) {
        runs.put(key, run, run.content().length() + Sizes.chars(run.sections()) + key.length());
    }
}
