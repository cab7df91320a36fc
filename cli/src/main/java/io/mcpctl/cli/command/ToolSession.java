package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.mcp.McpHttpSession;
import io.mcpctl.cli.mcp.McpProtocolError;
import io.mcpctl.cli.mcp.McpTransportError;
import java.time.Duration;

/** Work inside one MCP session with a project, with MCP's errors as the program's. */
final class ToolSession {
    private ToolSession() {}

    /** Work with an initialized session. */
    interface Work<T> {
        T with(McpHttpSession session) throws McpProtocolError, McpTransportError;
    }

    static <T> T run(ControlApi api, String project, Duration limit, Work<T> work) {
        Http http = api.http();
        try (McpHttpSession session = new McpHttpSession(
                http, api.target().project(project), api.target().token(), limit)) {
            session.initialize();
            return work.with(session);
        } catch (McpProtocolError e) {
            throw new CliException(ExitCode.FAILURE, sentence(e), e);
        } catch (McpTransportError e) {
            boolean silent = e.status() == 0;
            throw new CliException(
                    silent ? ExitCode.UNAVAILABLE : ExitCode.ofStatus(e.status()),
                    sentence(e) + (silent ? "; is the daemon running? `mcpctl up` starts it" : ""),
                    e);
        }
    }

    private static String sentence(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
