package io.mcpctl.stage.javascript;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;

/** The engine, and contexts of it in which a script reaches nothing but what it is given. */
final class Sandbox implements AutoCloseable {
    static final String JS = "js";
    private static final Source PRELUDE = prelude();
    private static final int MOST_CHARS = 32 << 20;

    private final Engine engine;
    private final Memory memory;

    Sandbox(Memory memory) {
        this.memory = memory;
        this.engine = engine();
    }

    private static Engine engine() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Engine.class.getClassLoader()); // where the language is looked for
        try {
            return Engine.newBuilder(JS)
                    .option("engine.WarnInterpreterOnly", "false")
                    .out(OutputStream.nullOutputStream())
                    .err(OutputStream.nullOutputStream())
                    .logHandler(OutputStream.nullOutputStream())
                    .build();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Source prelude() {
        try (InputStream in = Sandbox.class.getResourceAsStream("prelude.js")) {
            if (in == null) {
                throw new IllegalStateException("prelude.js is not in the bundle");
            }
            return Source.newBuilder(JS, new String(in.readAllBytes(), StandardCharsets.UTF_8), "prelude.js")
                    .internal(true)
                    .buildLiteral();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does something in a context of its own.
     *
     * @param file what failures are told with
     * @throws ScriptFailure with the reason when the script fails or is stopped
     */
    <T> T run(String file, Duration limit, Function<Context, T> work) {
        Context context = open();
        try (Overseer overseer = new Overseer(context, limit, memory)) {
            try {
                return work.apply(context);
            } catch (PolyglotException e) {
                throw overseer.verdict()
                        .map(reason -> new ScriptFailure(file + ": " + reason))
                        .orElseGet(() -> ScriptFailure.of(file, e));
            }
        } finally {
            context.close(true);
        }
    }

    private Context open() {
        return Context.newBuilder(JS)
                .engine(engine)
                .allowHostAccess(HostAccess.NONE)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowIO(IOAccess.NONE)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowCreateThread(false)
                .allowCreateProcess(false)
                .allowNativeAccess(false)
                .allowExperimentalOptions(true) // those that follow are
                .option("js.esm-eval-returns-exports", "true")
                .option("js.load", "false")
                .option("js.print", "false")
                .option("js.console", "false")
                .option("js.graal-builtin", "false")
                .option("js.shared-array-buffer", "false")
                .option("js.string-length-limit", Integer.toString(MOST_CHARS))
                .build();
    }

    static Source preludeSource() {
        return PRELUDE;
    }

    @Override
    public void close() {
        engine.close(true);
    }
}
