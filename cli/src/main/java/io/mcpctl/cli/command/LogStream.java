package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.http.EventReader;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.text.Plain;
import java.io.IOException;
import java.util.Optional;

/** {@code logs -f}: lines as they are written, until the instance ends or the reader has gone. */
final class LogStream {
    private LogStream() {}

    static int show(Invocation invocation, ControlApi api, String path) {
        try (HttpAnswer answer = api.stream(path, "")) {
            if (!answer.eventStream()) {
                throw CliException.failure("this daemon cannot follow logs; use `mcpctl logs` without -f");
            }
            EventReader events = new EventReader(answer.body());
            for (Optional<EventReader.Event> event = events.next();
                    event.isPresent() && !invocation.out().checkError();
                    event = events.next()) {
                if (event.get().name().equals("end")) {
                    invocation.terminal().say(Plain.line(event.get().data()));
                    break;
                }
                String text = Plain.text(event.get().data());
                invocation.out().print(text);
                invocation.out().print(text.endsWith("\n") ? "" : "\n");
                invocation.out().flush();
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CliException(ExitCode.UNAVAILABLE, "the log broke off: " + e.getMessage(), e);
        }
    }
}
