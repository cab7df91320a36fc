package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A user who may do everything to what is called {@code walk-mine}, of every sort of resource that the interface has,
 * and nothing else. Of several kinds there is one of that name and one of another.
 */
final class NamedCaller {
    private static final String MINE = "walk-mine";
    private static final String OTHER = "walk-other";
    private static final Pattern VIEW = Pattern.compile("view on ([a-z-]+)(/.*)?");

    /** Documents of kinds that can be made without more; {@code %s} is the name. */
    private static final Map<String, String> DOCUMENTS = Map.of(
            "servers", "{'name':'%s','transport':'STDIO','command':['true'],'replicas':0}",
            "secrets", "{'name':'%s','data':{'k':'v'}}",
            "projects", "{'name':'%s'}",
            "groups", "{'name':'%s'}",
            "prompts", "{'name':'%s','content':'x'}",
            "rbac-definitions", "{'name':'%s'}");

    private final RestClient rest;
    private final JsonNode openApi;

    private NamedCaller(RestClient rest, JsonNode openApi) {
        this.rest = rest;
        this.openApi = openApi;
    }

    static NamedCaller of(RestClient owner, JsonNode openApi) {
        for (String name : List.of(MINE, OTHER)) {
            DOCUMENTS.forEach((plural, document) -> made(owner, "/" + plural, document.formatted(name)));
        }
        made(owner, "/users", "{'email':'named@example.org','password':'walk-walk-walk'}");
        String bindings = resources(openApi).stream()
                .map(resource -> "{'role':'edit','resource':'" + resource + "','name':'" + MINE + "'}")
                .collect(Collectors.joining(","));
        made(
                owner,
                "/rbac-definitions",
                "{'name':'named','subjects':[{'kind':'User','name':'named@example.org'}],'roleBindings':[" + bindings
                        + "]}");
        String session = RestClient.json(
                        owner.send("POST", "/auth/login", "{'email':'named@example.org','password':'walk-walk-walk'}"))
                .path("token")
                .asText();
        return new NamedCaller(owner.as(session), openApi);
    }

    private static void made(RestClient owner, String path, String json) {
        var answer = owner.send("POST", path, json);
        if (answer.statusCode() != 201) {
            throw new AssertionError(path + " was answered " + answer.statusCode() + " " + answer.body());
        }
    }

    /** The words of rules that the interface asks for. */
    private static Set<String> resources(JsonNode openApi) {
        Set<String> words = new TreeSet<>();
        for (String text : openApi.findValuesAsText("x-mcpctl-permission")) {
            Matcher view = VIEW.matcher(text);
            if (view.matches()) {
                words.add(view.group(1));
            }
        }
        return words;
    }

    String bearer() {
        return rest.bearer();
    }

    /** Lists that show what has another name, or do not show what has the right one. */
    List<String> wrongLists() {
        List<String> wrong = new ArrayList<>();
        openApi.path("paths").properties().forEach(path -> {
            String permission = path.getValue().at("/get/x-mcpctl-permission").asText();
            boolean ofOthers = path.getKey().startsWith("/registry/"); // what is out in the world has no owner here
            if (!ofOthers
                    && !path.getKey().contains("{")
                    && VIEW.matcher(permission).matches()) {
                var answer = rest.get(path.getKey());
                JsonNode list = RestClient.json(answer);
                if (answer.statusCode() != 200 || !list.isArray()) {
                    wrong.add(path.getKey() + " was answered " + answer.statusCode());
                    return;
                }
                list.forEach(element -> {
                    if (!isMine(element)) {
                        wrong.add(path.getKey() + " shows " + element);
                    }
                });
                if (DOCUMENTS.containsKey(path.getKey().substring(1)) && list.isEmpty()) {
                    wrong.add(path.getKey() + " shows nothing");
                }
            }
        });
        return wrong;
    }

    private static boolean isMine(JsonNode element) {
        return List.of("name", "server", "project").stream()
                .anyMatch(member -> element.path(member).asText().equals(MINE));
    }

    /** Reads below a resource that are refused for the right name, or answered for another one. */
    List<String> wrongReads() {
        List<String> wrong = new ArrayList<>();
        openApi.path("paths").properties().forEach(path -> {
            String[] segments = path.getKey().split("/", -1);
            String permission = path.getValue().at("/get/x-mcpctl-permission").asText();
            boolean ofResource = segments.length > 2
                    && DOCUMENTS.containsKey(segments[1])
                    && segments[2].startsWith("{")
                    && path.getKey().indexOf('{') == path.getKey().lastIndexOf('{')
                    && permission.contains(" on ");
            if (ofResource) {
                int mine = status(path.getKey(), MINE);
                int other = status(path.getKey(), OTHER);
                if (mine == 403 || mine == 500 || other != 403) {
                    wrong.add(
                            path.getKey() + " was answered " + mine + " for " + MINE + ", " + other + " for " + OTHER);
                }
            }
        });
        return wrong;
    }

    private int status(String path, String name) {
        return rest.get(path.replaceAll("\\{[^}]*}", name)).statusCode();
    }
}
