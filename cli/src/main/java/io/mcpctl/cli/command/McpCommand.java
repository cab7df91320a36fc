package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.mcp.StdioBridge;
import java.io.IOException;
import java.util.List;

/** Is an MCP server on stdin and stdout for clients that cannot speak HTTP. */
final class McpCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Serve a project to an MCP client on stdin and stdout",
                "",
                0,
                0,
                List.of(),
                List.of("mcpctl mcp -p demo"));
    }

    @Override
    public boolean hasFormats() {
        return false;
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        String project = invocation.neededProject();
        try {
            new StdioBridge(
                            api.http(),
                            api.target().project(project),
                            api.target().token(),
                            invocation.terminal().in(),
                            invocation.out(),
                            invocation.terminal().err())
                    .run();
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, "the bridge ended: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }
}
