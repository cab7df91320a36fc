package io.mcpctl.cli.command;

import java.util.List;
import java.util.Optional;

/** The table of all commands; a switch, so that only the named one is loaded. */
public final class Commands {
    public static final List<String> NAMES = List.of(
            "quickstart",
            "up",
            "down",
            "status",
            "doctor",
            "apply",
            "get",
            "describe",
            "delete",
            "call",
            "logs",
            "mcp",
            "test mcp",
            "version",
            "help");

    private Commands() {}

    public static Optional<Command> named(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "quickstart" -> new QuickstartCommand();
                    case "up" -> new UpCommand();
                    case "down" -> new DownCommand();
                    case "status" -> new StatusCommand();
                    case "doctor" -> new DoctorCommand();
                    case "apply" -> new ApplyCommand();
                    case "get" -> new GetCommand();
                    case "describe" -> new DescribeCommand();
                    case "delete" -> new DeleteCommand();
                    case "call" -> new CallCommand();
                    case "logs" -> new LogsCommand();
                    case "mcp" -> new McpCommand();
                    case "test mcp" -> new TestMcpCommand();
                    case "version" -> new VersionCommand();
                    case "help" -> new HelpCommand();
                    case "__train" -> new TrainCommand();
                    default -> null;
                });
    }

    /** One line on a command of {@link #NAMES}. */
    public static String summary(String name) {
        return named(name).map(command -> command.usage().summary()).orElse("");
    }
}
