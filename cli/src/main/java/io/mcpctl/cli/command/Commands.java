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
            "login",
            "logout",
            "auth",
            "config",
            "get",
            "describe",
            "explain",
            "api-resources",
            "events",
            "logs",
            "wait",
            "apply",
            "diff",
            "create",
            "edit",
            "patch",
            "delete",
            "upgrade",
            "attach",
            "detach",
            "approve",
            "reject",
            "call",
            "mcp",
            "plugin install",
            "plugin upgrade",
            "plugin list",
            "plugin describe",
            "plugin configure",
            "plugin rollback",
            "plugin enable",
            "plugin disable",
            "plugin remove",
            "plugin logs",
            "plugin new",
            "plugin sdk",
            "registry search",
            "registry show",
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
                    case "login" -> new LoginCommand();
                    case "logout" -> new LogoutCommand();
                    case "auth" -> new AuthCommand();
                    case "config" -> new ConfigCommand();
                    case "get" -> new GetCommand();
                    case "describe" -> new DescribeCommand();
                    case "explain" -> new ExplainCommand();
                    case "api-resources" -> new ApiResourcesCommand();
                    case "events" -> new EventsCommand();
                    case "logs" -> new LogsCommand();
                    case "wait" -> new WaitCommand();
                    case "apply" -> new ApplyCommand();
                    case "diff" -> new DiffCommand();
                    case "create" -> new CreateCommand();
                    case "edit" -> new EditCommand();
                    case "patch" -> new PatchCommand();
                    case "delete" -> new DeleteCommand();
                    case "upgrade" -> new UpgradeCommand();
                    case "attach" -> new AttachCommand(true);
                    case "detach" -> new AttachCommand(false);
                    case "approve" -> new ReviewCommand(true);
                    case "reject" -> new ReviewCommand(false);
                    case "call" -> new CallCommand();
                    case "mcp" -> new McpCommand();
                    case "plugin new" -> new PluginNewCommand();
                    case "plugin sdk" -> new PluginSdkCommand();
                    case "plugin install" -> new PluginInstallCommand(false);
                    case "plugin upgrade" -> new PluginInstallCommand(true);
                    case "plugin list" -> new PluginListCommand();
                    case "plugin describe" -> new PluginDescribeCommand();
                    case "plugin configure" -> new PluginConfigureCommand();
                    case "plugin rollback" -> new PluginChangeCommand(PluginChangeCommand.Change.ROLLBACK);
                    case "plugin enable" -> new PluginChangeCommand(PluginChangeCommand.Change.ENABLE);
                    case "plugin disable" -> new PluginChangeCommand(PluginChangeCommand.Change.DISABLE);
                    case "plugin remove" -> new PluginChangeCommand(PluginChangeCommand.Change.REMOVE);
                    case "plugin logs" -> new PluginLogsCommand();
                    case "registry search" -> new RegistrySearchCommand();
                    case "registry show" -> new RegistryShowCommand();
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
