package io.mcpctl.stage.javascript;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageResult;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** A script. Each call is a context of its own, so that calls share nothing but the cache. */
final class ScriptStage implements PipelineStage {
    private static final Pattern MODULE = Pattern.compile("(?m)(^|[;}])\\s*(export|import)[\\s{*\"']");
    private static final String NO_FUNCTION =
            ": there is no stage in it; export a function as default, or define a function stage(input, context)";

    private final String file;
    private final Sandbox sandbox;
    private final Source source;
    private final boolean module;

    ScriptStage(String file, String text, Sandbox sandbox) {
        this.file = file;
        this.sandbox = sandbox;
        this.module = MODULE.matcher(text).find();
        this.source = Source.newBuilder(Sandbox.JS, text, file)
                .mimeType(module ? "application/javascript+module" : "application/javascript")
                .buildLiteral();
    }

    /** Runs the script without calling its stage. */
    void check(Duration limit) {
        sandbox.run(file, limit, context -> {
            prelude(context, words -> null);
            return function(context);
        });
    }

    @Override
    public StageResult process(String content, StageContext context) {
        return sandbox.run(file, context.remaining(), js -> {
            Value call = prelude(js, new Host(context));
            return outcome(call, function(js), content, context);
        });
    }

    private static Value prelude(Context js, ProxyExecutable host) {
        return js.eval(Sandbox.preludeSource()).execute(host);
    }

    private Value function(Context js) {
        Value exports = js.eval(source);
        Value scope = module ? exports : js.getBindings(Sandbox.JS);
        Value found = module && scope.hasMember("default") ? scope.getMember("default") : scope.getMember("stage");
        if (found == null || !found.canExecute()) {
            throw new ScriptFailure(file + NO_FUNCTION);
        }
        return found;
    }

    /** The engine does what promises wait for before the call returns. */
    private StageResult outcome(Value call, Value function, String content, StageContext context) {
        AtomicReference<@Nullable Value> result = new AtomicReference<>();
        AtomicReference<@Nullable Value> failure = new AtomicReference<>();
        call.execute(function, content, context.original(), Facts.of(context), into(result), into(failure));
        Value thrown = failure.get();
        if (thrown != null) {
            throw thrown.isException()
                    ? thrown.throwException()
                    : new ScriptFailure(file + ": threw " + Results.words(thrown));
        }
        Value found = result.get();
        if (found == null) {
            throw new ScriptFailure(file + ": returned a promise that nothing fulfils");
        }
        return Results.read(file, found);
    }

    private static ProxyExecutable into(AtomicReference<@Nullable Value> place) {
        return values -> {
            place.set(values[0]);
            return null;
        };
    }
}
