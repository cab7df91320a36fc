package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Waits until resources are as wished. */
final class WaitCommand implements Command {
    private static final Duration PAUSE = Duration.ofMillis(250);

    @Override
    public Usage usage() {
        return new Usage(
                "Wait until resources are ready, gone, or have a value",
                "<kind> <name...> | <kind/name...>",
                1,
                Usage.ANY,
                List.of(
                        Usage.Option.value(
                                "--for",
                                "<condition=ready|delete|create|jsonpath=>",
                                "the last as in jsonpath='{.status}'=RUNNING"),
                        Usage.Option.value(
                                "--timeout", "<duration>", "such as 90s, 5m or 0 for one look; 30s by default")),
                List.of(
                        "mcpctl wait server everything --for=condition=ready --timeout=3m",
                        "mcpctl wait instance/everything-0 --for=jsonpath='{.healthStatus}'=healthy",
                        "mcpctl wait server/files --for=delete"));
    }

    /** One resource that is waited for. */
    private record Subject(Kind kind, String name) {
        String title() {
            return kind.name() + "/" + name;
        }
    }

    @Override
    public int run(Invocation invocation) {
        WaitGoal goal = WaitGoal.parse(invocation
                .arguments()
                .value("--for")
                .orElseThrow(() -> CliException.usage("what is waited for? give --for=condition=ready, --for=delete,"
                        + " --for=create or --for=jsonpath='{.path}'=value")));
        Duration limit =
                invocation.arguments().value("--timeout").map(Durations::parse).orElse(Duration.ofSeconds(30));
        ControlApi api = invocation.api();
        List<Subject> waiting = subjects(invocation, Kinds.ask(api));
        Outcomes outcomes = new Outcomes(invocation);
        long begin = System.nanoTime();
        while (true) {
            waiting.removeIf(subject -> reached(invocation, api, goal, subject, outcomes));
            if (waiting.isEmpty()) {
                outcomes.end();
                return ExitCode.OK;
            }
            if (System.nanoTime() - begin >= limit.toNanos()) {
                throw CliException.unavailable("not " + goal.words() + " within " + limit.toSeconds() + " s: "
                        + String.join(", ", waiting.stream().map(Subject::title).toList()));
            }
            Pause.of(PAUSE);
        }
    }

    private static boolean reached(
            Invocation invocation, ControlApi api, WaitGoal goal, Subject subject, Outcomes outcomes) {
        Optional<JsonNode> document = api.find(subject.kind().path(subject.name(), invocation.project(), ""));
        boolean gone = document.isEmpty();
        if (gone && goal.needsPresence()) {
            throw new CliException(
                    ExitCode.NOT_FOUND, subject.title() + " is not known; wait for it with --for=create first");
        }
        boolean reached = goal.reached(api, subject.kind(), document);
        if (reached) {
            outcomes.add(subject.kind().name(), subject.name(), goal.words());
        }
        return reached;
    }

    private static List<Subject> subjects(Invocation invocation, Kinds kinds) {
        List<Subject> subjects = new ArrayList<>();
        String first = invocation.word(0);
        if (first.indexOf('/') < 0) {
            Kind kind = kinds.named(first);
            invocation.words().stream().skip(1).forEach(name -> subjects.add(new Subject(kind, name)));
        } else {
            for (String word : invocation.words()) {
                int slash = word.indexOf('/');
                if (slash < 1) {
                    throw CliException.usage("\"" + word + "\" is not of the form <kind>/<name>");
                }
                subjects.add(new Subject(kinds.named(word.substring(0, slash)), word.substring(slash + 1)));
            }
        }
        if (subjects.isEmpty()) {
            throw CliException.usage("which " + first + "? give its name");
        }
        return subjects;
    }
}
