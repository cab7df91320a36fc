package io.mcpctl.proxymodels.internal;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** A stage that leaves a thread behind. */
public final class Leaky implements PipelineStage {
    static final String THREAD = "left by a stage";

    @Override
    public StageResult process(String content, StageContext context) {
        Thread.ofPlatform().daemon().name(THREAD).start(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the test ends it
            }
        });
        return StageResult.of(content + "leaked");
    }

    /** One whose class is of a loader of its own, as languages make them. */
    static PipelineStage version() {
        try {
            return (PipelineStage) new Own().define().getConstructor().newInstance();
        } catch (ReflectiveOperationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Own extends ClassLoader {
        Own() {
            super(Leaky.class.getClassLoader());
        }

        Class<?> define() throws IOException {
            try (InputStream in = Objects.requireNonNull(Leaky.class.getResourceAsStream("Leaky.class"))) {
                byte[] bytes = in.readAllBytes();
                return defineClass(Leaky.class.getName(), bytes, 0, bytes.length);
            }
        }
    }
}
