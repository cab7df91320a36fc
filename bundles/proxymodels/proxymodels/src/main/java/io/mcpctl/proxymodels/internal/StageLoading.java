package io.mcpctl.proxymodels.internal;

import io.mcpctl.plugins.api.Lease;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.language.api.StageLanguage;
import io.mcpctl.stage.language.api.StageSource;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a file and has its language make a stage of it. */
final class StageLoading {
    private static final long MAX_BYTES = 256 * 1024;

    private final LanguageDirectory languages;
    private final Duration limit;

    StageLoading(LanguageDirectory languages) {
        this(languages, Duration.ofSeconds(20));
    }

    StageLoading(LanguageDirectory languages, Duration limit) {
        this.languages = languages;
        this.limit = limit;
    }

    /**
     * A stage that was made.
     *
     * @param loader of its class, if the version has one for itself
     */
    record Loaded(PipelineStage stage, Optional<ClassLoader> loader) {
        static Loaded of(PipelineStage stage, StageLanguage language) {
            ClassLoader loader = stage.getClass().getClassLoader();
            return new Loaded(
                    stage,
                    Optional.ofNullable(loader)
                            .filter(one -> one != language.getClass().getClassLoader()));
        }
    }

    /** Nobody here can load the file. */
    static final class NoLanguage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoLanguage(String message) {
            super(message);
        }
    }

    /**
     * The stage of a file.
     *
     * @return empty when the file is not the one of the stamp any more
     * @throws ProblemException with the reason when it cannot be loaded
     * @throws NoLanguage when there is no language for it
     */
    Optional<Loaded> load(StageFile file, Path path, FolderWatch.Stamp stamp) {
        try (Lease<StageLanguage> lease = languages.lease(file.extension()).orElse(null)) {
            if (lease == null) {
                throw new NoLanguage(file.file() + ": there is no language here for files that end in ."
                        + file.extension() + "; the languages are " + String.join(", ", languages.names()));
            }
            Optional<String> text = text(file, path, stamp);
            return text.map(source -> Loaded.of(
                    limited(file, lease.provider(), new StageSource(path, file.stage(), source)), lease.provider()));
        }
    }

    private static Optional<String> text(StageFile file, Path path, FolderWatch.Stamp stamp) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw wrong(file, "is larger than " + MAX_BYTES + " bytes");
            }
            String text = Files.readString(path);
            return FolderWatch.Stamp.of(path).equals(stamp) ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            throw wrong(file, "is not UTF-8");
        } catch (IOException e) {
            throw wrong(file, "cannot be read: " + e);
        }
    }

    /** What is compiled may run when its class is loaded, and then it may do anything. */
    private PipelineStage limited(StageFile file, StageLanguage language, StageSource source) {
        FutureTask<PipelineStage> task = new FutureTask<>(() -> language.load(source));
        Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name("stage-load-" + file.stage())
                .start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProblemException known ? known : wrong(file, "failed: " + e.getCause());
        } catch (TimeoutException e) {
            task.cancel(true);
            throw wrong(file, "was not loaded within " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw wrong(file, "was not loaded: the daemon ends");
        }
    }

    private static ProblemException wrong(StageFile file, String predicate) {
        return new ProblemException(ProblemKind.INVALID, file.file() + ": the file " + predicate);
    }
}
