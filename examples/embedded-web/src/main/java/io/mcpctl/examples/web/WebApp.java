package io.mcpctl.examples.web;

import io.mcpctl.embedded.McpClient;
import io.mcpctl.embedded.Mcpctl;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A servlet container with an application that carries mcpctl: pages call tools in-process, and MCP clients reach the same
 * tools at the listener of mcpctl. In Spring Boot the two steps of the constructor are a bean with {@code destroyMethod}.
 */
public final class WebApp implements AutoCloseable {
    private final Mcpctl mcpctl;
    private final McpClient client;
    private final Server jetty;

    /** Both listeners are on loopback; port 0 chooses. */
    public WebApp(int port, int mcpPort) throws Exception {
        mcpctl = Mcpctl.builder().tool(new Shop().tool()).http(mcpPort).start();
        mcpctl.apply("{kind: project, name: shop, servers: [host]}");
        client = mcpctl.project("shop");
        jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new ToolServlet(client)), "/stock");
        jetty.setHandler(context);
        jetty.start();
    }

    public String url() {
        return "http://127.0.0.1:" + ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
    }

    /** For the configuration of MCP clients. */
    public String mcpUrl() {
        return mcpctl.url().orElseThrow() + "/projects/shop/mcp";
    }

    @Override
    public void close() throws Exception {
        jetty.stop();
        client.close();
        mcpctl.close();
    }

    private void closeAtTheEnd() {
        try {
            close();
        } catch (Exception e) {
            System.err.println("Warning: not closed cleanly: " + e);
        }
    }

    public static void main(String[] args) throws Exception {
        WebApp app = new WebApp(8080, 3200);
        Runtime.getRuntime().addShutdownHook(new Thread(app::closeAtTheEnd));
        System.out.println("pages: " + app.url() + "/stock?article=apples; MCP: " + app.mcpUrl());
        app.jetty.join();
    }
}
