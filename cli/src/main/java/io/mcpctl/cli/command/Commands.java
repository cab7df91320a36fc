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
            "config view",
            "config get",
            "config set",
            "config path",
            "config setup",
            "config get-contexts",
            "config current-context",
            "config use-context",
            "config set-context",
            "config delete-context",
            "config claude",
            "config client",
            "get",
            "describe",
            "explain",
            "api-resources",
            "events",
            "logs",
            "wait",
            "rollout restart",
            "rollout status",
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
            "completion",
            "install",
            "uninstall",
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
                    case "config view" -> new ConfigViewCommand();
                    case "config get" -> new ConfigGetCommand();
                    case "config set" -> new ConfigSetCommand();
                    case "config path" -> new ConfigPathCommand();
                    case "config setup" -> new ConfigSetupCommand();
                    case "config get-contexts" -> new ConfigGetContextsCommand();
                    case "config current-context" -> new ConfigCurrentContextCommand();
                    case "config use-context" -> new ConfigUseContextCommand();
                    case "config set-context" -> new ConfigSetContextCommand();
                    case "config delete-context" -> new ConfigDeleteContextCommand();
                    case "config claude" -> new ConfigClientCommand(true);
                    case "config client" -> new ConfigClientCommand(false);
                    case "get" -> new GetCommand();
                    case "describe" -> new DescribeCommand();
                    case "explain" -> new ExplainCommand();
                    case "api-resources" -> new ApiResourcesCommand();
                    case "events" -> new EventsCommand();
                    case "logs" -> new LogsCommand();
                    case "wait" -> new WaitCommand();
                    case "rollout restart" -> new RolloutCommand(true);
                    case "rollout status" -> new RolloutCommand(false);
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
                    case "completion" -> new CompletionCommand();
                    case "install" -> new InstallCommand();
                    case "uninstall" -> new UninstallCommand();
                    case "version" -> new VersionCommand();
                    case "help" -> new HelpCommand();
                    case "__train" -> new TrainCommand();
                    case "__reference" -> new ReferenceCommand();
                    default -> null;
                });
    }

    /** Whether commands have a second word after this one. */
    public static boolean isGroup(String word) {
        for (String name : NAMES) {
            if (name.length() > word.length() && name.charAt(word.length()) == ' ' && name.startsWith(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the word begins a command, so that no program of the PATH can take its place. */
    public static boolean isTaken(String word) {
        return NAMES.contains(word) || isGroup(word) || word.startsWith("__");
    }

    /** One line on a command of {@link #NAMES}. */
    public static String summary(String name) {
        return named(name).map(command -> command.usage().summary()).orElse("");
    }
}
