package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Target;

/** A query string that grows. */
final class Query {
    private final StringBuilder text = new StringBuilder();

    /** The view, and what the line says about project and server. */
    static Query of(Invocation invocation, Kind kind, String view) {
        boolean ofServer =
                kind.name().equals("instance") || kind.member("server").isPresent();
        if (!ofServer && invocation.arguments().has("--server")) {
            throw CliException.usage(
                    kind.plural() + " do not belong to a server; --server is for instances and" + " serverattachments");
        }
        Query query = new Query().with("view", view);
        invocation.project().ifPresent(project -> query.with("project", project));
        invocation.arguments().value("--server").ifPresent(server -> query.with("server", server));
        return query;
    }

    /** Adds a parameter unless its value is empty. */
    Query with(String name, String value) {
        if (!value.isEmpty()) {
            text.append(text.isEmpty() ? '?' : '&').append(name).append('=').append(Target.segment(value));
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
