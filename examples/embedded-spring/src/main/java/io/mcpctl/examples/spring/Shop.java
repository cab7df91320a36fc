package io.mcpctl.examples.spring;

import io.mcpctl.embedded.HostTool;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;

/** What the application is about. */
@Service
public class Shop {
    private final Map<String, Long> stock = new ConcurrentHashMap<>(Map.of("apples", 12L, "pears", 3L));

    long inStock(String article) {
        return stock.getOrDefault(article, 0L);
    }

    /** The same for models. */
    HostTool tool() {
        return new HostTool(
                "stock",
                "Tells how many pieces of an article are in stock.",
                "{\"type\":\"object\",\"properties\":{\"article\":{\"type\":\"string\"}},\"required\":[\"article\"]}",
                arguments -> Map.of("pieces", inStock(String.valueOf(arguments.get("article")))));
    }
}
