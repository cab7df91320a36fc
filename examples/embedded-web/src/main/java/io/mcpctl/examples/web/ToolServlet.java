package io.mcpctl.examples.web;

import io.mcpctl.embedded.McpClient;
import io.mcpctl.embedded.ToolResult;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A page of the application that uses a tool, as an agent inside it would: {@code GET /stock?article=apples}. */
final class ToolServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient McpClient client;

    ToolServlet(McpClient client) {
        this.client = client;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String article = request.getParameter("article");
        ToolResult result = client.call("host__stock", Map.of("article", article == null ? "" : article));
        response.setStatus(result.isError() ? 502 : 200);
        response.setContentType("application/json");
        response.getOutputStream().write(result.text().getBytes(StandardCharsets.UTF_8));
    }
}
