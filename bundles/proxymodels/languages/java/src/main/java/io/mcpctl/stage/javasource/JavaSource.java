package io.mcpctl.stage.javasource;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.language.api.LanguageName;
import io.mcpctl.stage.language.api.StageLanguage;
import io.mcpctl.stage.language.api.StageSource;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Compiles a source in memory and makes an instance of the stage in it. */
@Component(configurationPid = "io.mcpctl.stages")
@Designate(ocd = JavaSource.Config.class)
@LanguageName("java")
public final class JavaSource implements StageLanguage {
    /** The compiler, and what every stage makes it read. */
    private static final String FIRST = """
            import io.mcpctl.stage.api.*;
            import java.util.*;
            import java.util.stream.*;

            final class First implements PipelineStage {
                record Line(String text) {}

                public StageResult process(String content, StageContext context) {
                    return StageResult.of(content.lines().map(Line::new).map(Line::text).collect(Collectors.joining("\\n")));
                }
            }
            """;

    private final boolean allowed;
    private final AtomicBoolean warm = new AtomicBoolean();

    /** Whether sources run here. */
    @ObjectClassDefinition(name = "Stages of Java source")
    public @interface Config {
        @AttributeDefinition(
                description = "Whether .java files in the folder of stages are compiled and run. They may do whatever"
                        + " the daemon may.")
        boolean java() default false;
    }

    @Activate
    public JavaSource(Config config) {
        this(config.java());
    }

    JavaSource(boolean allowed) {
        this.allowed = allowed;
    }

    @Override
    public PipelineStage load(StageSource source) {
        if (!allowed) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN,
                    source.fileName() + ": Java source is not run here; set stages.java to true, or build a jar");
        }
        OwnerOnly.require(source.file());
        Map<String, byte[]> compiled = Compilation.of(source);
        return instance(source, stageIn(source, new StageClasses(source.fileName(), compiled), compiled));
    }

    /** The first compilation takes three times as long as later ones, since the compiler itself is loaded. */
    @Override
    public void warmUp() {
        if (allowed && warm.compareAndSet(false, true)) {
            Compilation.of(new StageSource(Path.of("First.java"), "first", FIRST));
        }
    }

    private static Class<?> stageIn(StageSource source, StageClasses loader, Map<String, byte[]> compiled) {
        List<Class<?>> stages = new ArrayList<>();
        for (String name : new TreeSet<>(compiled.keySet())) {
            try {
                Class<?> type = Class.forName(name, false, loader);
                boolean concrete = !Modifier.isAbstract(type.getModifiers()) && !type.isAnonymousClass();
                if (concrete && PipelineStage.class.isAssignableFrom(type)) {
                    stages.add(type);
                }
            } catch (ClassNotFoundException | LinkageError e) {
                throw new ProblemException(ProblemKind.INVALID, source.fileName() + ": " + name + " fails: " + e, e);
            }
        }
        if (stages.isEmpty()) {
            throw wrong(source, "no class in it implements io.mcpctl.stage.api.PipelineStage");
        }
        if (stages.size() > 1) {
            throw wrong(
                    source,
                    "several classes in it implement PipelineStage: "
                            + String.join(
                                    ", ",
                                    stages.stream().map(Class::getSimpleName).toList())
                            + "; give each a file of its own");
        }
        return stages.getFirst();
    }

    private static PipelineStage instance(StageSource source, Class<?> type) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(type.getClassLoader()); // threads that it starts inherit it, as in calls
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (PipelineStage) constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw wrong(source, type.getSimpleName() + " needs a constructor without parameters");
        } catch (InvocationTargetException | ExceptionInInitializerError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ProblemException(
                    ProblemKind.INVALID,
                    source.fileName() + at(source, cause) + ": its constructor failed: " + cause,
                    e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ProblemException(ProblemKind.INVALID, source.fileName() + ": cannot be used: " + e, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String at(StageSource source, Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (source.fileName().equals(frame.getFileName())) {
                return ":" + frame.getLineNumber();
            }
        }
        return "";
    }

    private static ProblemException wrong(StageSource source, String why) {
        return new ProblemException(ProblemKind.INVALID, source.fileName() + ": " + why);
    }
}
