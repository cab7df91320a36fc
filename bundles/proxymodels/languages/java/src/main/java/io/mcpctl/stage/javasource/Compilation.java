package io.mcpctl.stage.javasource;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.stage.language.api.StageSource;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Has the JDK compile a source. */
final class Compilation {
    private static final List<String> OPTIONS = List.of("-proc:none", "-nowarn", "-g", "-Xlint:none", "-implicit:none");
    private static final int MOST_ERRORS = 5;

    private Compilation() {}

    /**
     * The classes of a source, by binary name.
     *
     * @throws ProblemException with the first errors, each with file and line
     */
    static Map<String, byte[]> of(StageSource source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new ProblemException(
                    ProblemKind.UNSUPPORTED,
                    source.fileName() + ": this Java has no compiler; run the daemon with a JDK, or build a jar");
        }
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (InMemory files =
                new InMemory(compiler.getStandardFileManager(said, Locale.ENGLISH, StandardCharsets.UTF_8))) {
            StringWriter other = new StringWriter();
            boolean good = compiler.getTask(
                            other,
                            files,
                            said,
                            OPTIONS,
                            null,
                            List.of(new InMemory.Source(source.fileName(), source.text())))
                    .call();
            if (!good) {
                throw new ProblemException(ProblemKind.INVALID, errors(source, said, other.toString()));
            }
            return files.classes();
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.INTERNAL, source.fileName() + ": was not compiled: " + e, e);
        }
    }

    private static String errors(StageSource source, DiagnosticCollector<JavaFileObject> said, String other) {
        List<Diagnostic<? extends JavaFileObject>> errors = said.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .toList();
        if (errors.isEmpty()) {
            return source.fileName() + ": the compiler failed: "
                    + other.lines().findFirst().orElse("it said nothing");
        }
        String first = errors.stream()
                .limit(MOST_ERRORS)
                .map(error -> sentence(source, error))
                .collect(Collectors.joining("; "));
        return errors.size() > MOST_ERRORS ? first + "; and " + (errors.size() - MOST_ERRORS) + " more" : first;
    }

    private static String sentence(StageSource source, Diagnostic<?> error) {
        String line = error.getLineNumber() == Diagnostic.NOPOS ? "" : ":" + error.getLineNumber();
        String words =
                error.getMessage(Locale.ENGLISH).lines().map(String::strip).collect(Collectors.joining(", "));
        return source.fileName() + line + ": " + words;
    }
}
