package io.mcpctl.stage.javasource;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.stage.api.ContentKind;
import io.mcpctl.stage.api.Origin;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.stage.api.StageCache;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageName;
import io.mcpctl.stage.api.StageResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of the product that a stage may use, to be compiled and run with. They are named here, since a class loader cannot say
 * what a package holds; a test compares them with the packages.
 */
final class Api {
    static final Map<String, Class<?>> CLASSES = Stream.of(
                    ContentKind.class,
                    Origin.class,
                    PipelineStage.class,
                    Problem.class,
                    ProblemException.class,
                    ProblemKind.class,
                    Section.class,
                    Settings.class,
                    StageCache.class,
                    StageContext.class,
                    StageName.class,
                    StageResult.class,
                    Problem.Violation.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

    private Api() {}

    static List<Class<?>> in(String packageName) {
        return CLASSES.values().stream()
                .filter(type -> type.getPackageName().equals(packageName))
                .toList();
    }

    static InputStream bytes(Class<?> type) throws IOException {
        InputStream in = type.getResourceAsStream(
                type.getName().substring(type.getPackageName().length() + 1) + ".class");
        if (in == null) {
            throw new IOException(type.getName() + " is not in its own bundle");
        }
        return in;
    }
}
