package io.mcpctl.templates.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.resources.api.RecordTrees;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.internal.PlainTrees;
import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.resources.internal.RestBench.Answer;
import io.mcpctl.servers.internal.ServerKind;
import io.mcpctl.servers.internal.WorkDesk;
import io.mcpctl.store.api.Database.Product;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Templates and servers behind the REST interface. */
final class Bench {
    static final RecordTrees TREES = new PlainTrees();
    static final ServerKind SERVERS = new ServerKind(new WorkDesk());
    static final TemplateKind TEMPLATES = new TemplateKind(SERVERS);

    private Bench() {}

    static RestBench of(Product product) {
        RestBench rest = new RestBench(product);
        return rest.kind(SERVERS)
                .kind(TEMPLATES)
                .routes(new TemplateRoutes(rest.store(), TREES))
                .routes(new UpgradeRoute(rest.store(), rest.access(), TREES, SERVERS));
    }

    /** Writes the shipped templates and those of a folder, as at a start. */
    static void load(RestBench rest, Path folder) {
        load(rest.store(), folder);
    }

    static void load(ResourceStore store, Path folder) {
        TemplateFiles files = new TemplateFiles(folder, store, TREES, TEMPLATES);
        try {
            if (!files.await(Duration.ofSeconds(60))) {
                throw new AssertionError("the templates are still not there");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            files.close();
        }
    }

    static List<String> texts(JsonNode array, String member) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.path(member).asText()));
        return texts;
    }

    /** Creates a server from a template, as a client does. */
    static Answer create(RestBench rest, String server, String template, String env) {
        Answer made = rest.send("POST", "/templates/" + template + "/instantiate", "{'env':" + env + "}");
        if (made.status() != 200) {
            return made;
        }
        return rest.send("POST", "/servers", named(server, made));
    }

    /** The document of a server with a name; the bench takes single quotes for double ones. */
    static String named(String server, Answer made) {
        return made.text().replace("'", "\\u0027").replaceFirst("\\{", "{'name':'" + server + "',");
    }
}
