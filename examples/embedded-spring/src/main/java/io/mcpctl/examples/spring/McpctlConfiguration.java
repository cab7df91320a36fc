package io.mcpctl.examples.spring;

import io.mcpctl.embedded.McpClient;
import io.mcpctl.embedded.Mcpctl;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** mcpctl and a session of it, for as long as the application context lives. */
@Configuration
public class McpctlConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(McpctlConfiguration.class);

    @Bean(destroyMethod = "close")
    Mcpctl mcpctl(Shop shop, @Value("${mcpctl.home:state}") Path home, @Value("${mcpctl.port:3200}") int port) {
        Mcpctl mcpctl = Mcpctl.builder().home(home).tool(shop.tool()).http(port).start();
        mcpctl.apply("{kind: project, name: shop, servers: [host]}");
        LOG.atInfo()
                .addKeyValue("url", mcpctl.url().orElseThrow() + "/projects/shop/mcp")
                .log("for MCP clients");
        return mcpctl;
    }

    @Bean(destroyMethod = "close")
    McpClient client(Mcpctl mcpctl) {
        return mcpctl.project("shop");
    }
}
