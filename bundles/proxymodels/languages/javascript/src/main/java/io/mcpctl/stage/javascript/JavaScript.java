package io.mcpctl.stage.javascript;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.language.api.LanguageName;
import io.mcpctl.stage.language.api.StageLanguage;
import io.mcpctl.stage.language.api.StageSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Runs scripts with GraalJS, which is started at the first of them. */
@Component(configurationPid = "io.mcpctl.stages")
@LanguageName("js")
public final class JavaScript implements StageLanguage {
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(10);
    /** Where the engine unpacks a library of its own; by default that is outside of the home. */
    private static final String CACHE = "polyglot.engine.userResourceCache";

    private final Path home;
    private final Memory memory;
    private final ReentrantLock starting = new ReentrantLock();
    private @Nullable Sandbox sandbox;

    /** Configuration of stages in files, as far as scripts are concerned. */
    public @interface Config {
        /** Home folder of the daemon. */
        String home() default "";
    }

    @Activate
    public JavaScript(Config config) {
        this(Path.of(config.home()), Memory.ofDaemon());
    }

    JavaScript(Path home, Memory memory) {
        this.home = home;
        this.memory = memory;
    }

    @Override
    public PipelineStage load(StageSource source) {
        ScriptStage stage = new ScriptStage(source.fileName(), source.text(), started());
        try {
            stage.check(LOAD_LIMIT);
            return stage;
        } catch (ScriptFailure e) {
            throw new ProblemException(ProblemKind.INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    private Sandbox started() {
        starting.lock();
        try {
            Sandbox known = sandbox;
            if (known == null) {
                if (System.getProperty(CACHE) == null) {
                    System.setProperty(
                            CACHE, home.resolve("cache/js").toAbsolutePath().toString());
                }
                known = new Sandbox(memory);
                sandbox = known;
            }
            return known;
        } finally {
            starting.unlock();
        }
    }

    @Deactivate
    public void close() {
        starting.lock();
        try {
            if (sandbox != null) {
                sandbox.close();
                sandbox = null;
            }
        } finally {
            starting.unlock();
        }
    }
}
