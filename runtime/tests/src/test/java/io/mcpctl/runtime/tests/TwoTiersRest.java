package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/** What a daemon says below its own address, outside of the REST interface. */
final class TwoTiersRest {
    private TwoTiersRest() {}

    static RestClient of(Product product) {
        return new RestClient(
                URI.create(product.url("")), product.daemon().path("token").asText());
    }

    static JsonNode json(RestClient client, String path) {
        return RestClient.json(client.get(path));
    }
}
