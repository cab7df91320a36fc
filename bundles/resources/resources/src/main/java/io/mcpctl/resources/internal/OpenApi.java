package io.mcpctl.resources.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.ResourceKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The description of the whole REST interface as an OpenAPI 3.1 document, made from the operations there are. */
final class OpenApi {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<ProblemKind> REFUSALS = List.of(
            ProblemKind.INVALID,
            ProblemKind.UNAUTHENTICATED,
            ProblemKind.FORBIDDEN,
            ProblemKind.NOT_FOUND,
            ProblemKind.CONFLICT,
            ProblemKind.TOO_LARGE,
            ProblemKind.UNSUPPORTED_MEDIA,
            ProblemKind.THROTTLED,
            ProblemKind.INTERNAL,
            ProblemKind.UNAVAILABLE);

    private final List<Operation> operations;
    private final KindSchemas kinds;

    private OpenApi(List<Operation> operations, List<Kinds.Entry<?>> entries) {
        this.operations = operations;
        this.kinds = new KindSchemas(entries);
    }

    static byte[] of(List<Operation> operations, List<Kinds.Entry<?>> entries) {
        try {
            return Json.MAPPER.writeValueAsBytes(new OpenApi(operations, entries).document());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written", e);
        }
    }

    private ObjectNode document() {
        ObjectNode out = NODES.objectNode().put("openapi", "3.1.0");
        out.putObject("info")
                .put("title", "mcpctl control API")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "MCP servers, projects and what belongs to them as resources. Every GET also answers HEAD. Failures"
                                + " are problem documents (RFC 9457).");
        out.putArray("servers").addObject().put("url", "/api/v1");
        out.putArray("security").addObject().putArray("bearer");
        ObjectNode paths = out.putObject("paths");
        // Variables at one place have one name here, however each provider calls them.
        Map<String, String> templates = new TreeMap<>();
        for (Operation operation : operations) {
            String path = templates.computeIfAbsent(operation.precedence(), key -> operation.path());
            ObjectNode item = paths.withObjectProperty(path);
            if (item.isEmpty()) {
                parameters(path, item);
            }
            item.set(operation.method().toLowerCase(Locale.ROOT), operation(operation, path));
        }
        out.set("components", components());
        return out;
    }

    private static void parameters(String path, ObjectNode item) {
        List<String> variables = List.of(path.split("/", -1)).stream()
                .filter(Operation::isVariable)
                .map(Operation::variable)
                .toList();
        if (!variables.isEmpty()) {
            ArrayNode parameters = item.putArray("parameters");
            variables.forEach(name -> {
                ObjectNode parameter = parameters.addObject().put("name", name).put("in", "path");
                parameter.put("required", true).putObject("schema").put("type", "string");
            });
        }
    }

    private ObjectNode operation(Operation operation, String path) {
        ObjectNode out = NODES.objectNode();
        out.put("operationId", operation.method().toLowerCase(Locale.ROOT) + path.replaceAll("[^A-Za-z0-9]+", "_"));
        out.putArray("tags").add(operation.resource());
        out.put("summary", operation.doc());
        if (RouteTable.isOpen(operation)) {
            out.putArray("security");
        } else {
            out.put("x-mcpctl-permission", permission(operation));
        }
        ArrayNode parameters = QueryParameters.of(operation);
        if (!parameters.isEmpty()) {
            out.set("parameters", parameters);
        }
        if (operation.uploads()) {
            ObjectNode body = out.putObject("requestBody").put("required", true);
            body.putObject("content").putObject("application/octet-stream").putObject("schema");
        } else if (operation.takesBody()) {
            ObjectNode body = out.putObject("requestBody").put("required", true);
            body.putObject("content").putObject("application/json").set("schema", kinds.body(operation));
        }
        ObjectNode responses = out.putObject("responses");
        kinds.success(operation, responses.putObject(Integer.toString(operation.status())));
        for (ProblemKind kind : REFUSALS) {
            responses.putObject(Integer.toString(kind.status())).put("$ref", "#/components/responses/" + kind.name());
        }
        return out;
    }

    private static String permission(Operation operation) {
        return operation
                .kind()
                .map(entry -> permission(operation, entry.kind().description().rules()))
                .orElseGet(() -> operation.permission().equals(Permission.AUTHENTICATED)
                        ? "any bearer"
                        : operation.permission().toString());
    }

    /** What the routes of kinds ask for, which depends on the resource found; its place is in braces. */
    private static String permission(Operation operation, ResourceKind.Rules rules) {
        Action action =
                switch (operation.method()) {
                    case "POST" -> rules.write().orElse(Action.create);
                    case "PUT" -> rules.write().orElse(Action.edit);
                    case "DELETE" -> rules.write().orElse(Action.delete);
                    default -> Action.view;
                };
        boolean named = operation.path().contains("{")
                || operation.method().equals("POST") && !rules.member().equals("name");
        return (named
                        ? Permission.on(action, rules.resource(), "{" + rules.member() + "}")
                        : Permission.on(action, rules.resource()))
                .toString();
    }

    private ObjectNode components() {
        ObjectNode out = NODES.objectNode();
        ObjectNode bearer = out.putObject("securitySchemes").putObject("bearer");
        bearer.put("type", "http").put("scheme", "bearer");
        bearer.put("description", "A session or token of mcpctl, or the token of the daemon itself.");
        ObjectNode responses = out.putObject("responses");
        for (ProblemKind kind : REFUSALS) {
            ObjectNode response = responses.putObject(kind.name()).put("description", kind.title());
            if (kind == ProblemKind.THROTTLED) {
                ObjectNode header = response.putObject("headers").putObject("Retry-After");
                header.put("description", "Seconds to wait.")
                        .putObject("schema")
                        .put("type", "integer");
            }
            response.putObject("content")
                    .putObject("application/problem+json")
                    .set("schema", JsonSchemas.reference("Problem"));
        }
        ObjectNode schemas = kinds.schemas();
        schemas.set("Problem", problem());
        out.set("schemas", schemas);
        return out;
    }

    private static ObjectNode problem() {
        ObjectNode out = NODES.objectNode().put("type", "object");
        ObjectNode properties = out.putObject("properties");
        properties.putObject("type").put("type", "string").put("format", "uri");
        properties.set("title", JsonSchemas.text("The same sentence for every problem of the type."));
        properties.putObject("status").put("type", "integer");
        properties.set("detail", JsonSchemas.text("What failed, which one, and what to do."));
        properties.set("error", JsonSchemas.text("The same as detail."));
        ObjectNode details = properties.putObject("details").put("type", "array");
        details.put("description", "One entry for each member that was refused.");
        ObjectNode violation = details.putObject("items").put("type", "object");
        violation.putObject("properties").putObject("path").put("type", "string");
        violation.withObjectProperty("properties").putObject("message").put("type", "string");
        out.putArray("required")
                .add("type")
                .add("title")
                .add("status")
                .add("detail")
                .add("error");
        return out;
    }
}
