package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Member;
import io.mcpctl.cli.text.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What can be explained of plug-ins. They are shown like resources and are none; so their members come from the daemon's
 * description of its interface, and their settings from themselves, both put as the daemon puts those of kinds.
 */
final class PluginDocuments {
    private PluginDocuments() {}

    static boolean answersTo(String word) {
        return word.equalsIgnoreCase("plugin") || word.equalsIgnoreCase("plugins");
    }

    /** As {@code /kinds} would answer. */
    static ArrayNode kinds(ControlApi api) {
        JsonNode answer = api.get("/api/v1/openapi.json").at("/paths/~1plugins/get/responses/200");
        JsonNode one = answer.at("/content/application~1json/schema/anyOf/0");
        ObjectNode kind = Json.object()
                .put("name", "plugin")
                .put("plural", "plugins")
                .put("readOnly", true)
                .put("resource", "plugins")
                .put("doc", answer.path("description").asText(""));
        kind.set("members", members(one));
        return Json.NODES.arrayNode().add(kind);
    }

    private static ArrayNode members(JsonNode object) {
        ArrayNode members = Json.NODES.arrayNode();
        object.path("properties").properties().forEach(each -> members.add(member(each.getKey(), each.getValue())));
        return members;
    }

    private static ObjectNode member(String name, JsonNode schema) {
        JsonNode inner = schema.has("items") ? schema.path("items") : schema;
        ObjectNode member = Json.object()
                .put("name", name)
                .put("type", schema.has("items") ? "array of " + word(inner) : word(inner))
                .put("doc", schema.path("description").asText(""))
                .put("computed", true);
        if (inner.has("enum")) {
            member.set("values", inner.path("enum"));
        }
        member.set("members", members(inner));
        return member;
    }

    private static String word(JsonNode schema) {
        return schema.path("format").asText().equals("date-time")
                ? "timestamp"
                : schema.path("type").asText("any");
    }

    /**
     * Settings of a plug-in.
     *
     * @param setting the one that is asked for; empty for all
     * @param raw as JSON, in the form of members of kinds
     * @param whyNone a sentence for when there are none
     */
    record Settings(String plugin, Optional<String> setting, ArrayNode raw, String whyNone) {
        List<Member> members() {
            return Member.all(raw);
        }
    }

    /**
     * Those of a plug-in that is installed.
     *
     * @param nameAndSetting both may contain dots; of two plug-ins that it may mean, the one with the longer name
     */
    static Settings settings(ControlApi api, String nameAndSetting) {
        JsonNode plugin = StreamSupport.stream(api.get("/api/v1/plugins").spliterator(), false)
                .filter(one -> (nameAndSetting + ".").startsWith(name(one) + "."))
                .max(Comparator.comparingInt(one -> name(one).length()))
                .orElseThrow(() -> new CliException(
                        ExitCode.NOT_FOUND,
                        "no plug-in is known whose name \"" + nameAndSetting
                                + "\" begins with; `mcpctl plugin list` lists them"));
        String name = name(plugin);
        Optional<String> setting = nameAndSetting.length() > name.length()
                ? Optional.of(nameAndSetting.substring(name.length() + 1))
                : Optional.empty();
        ArrayNode raw = Json.NODES.arrayNode();
        plugin.path("settings").forEach(each -> raw.add(setting(each)));
        String state = plugin.path("state").asText();
        return new Settings(
                name,
                setting,
                raw,
                state.equals("active") || state.equals("waiting")
                        ? name + " has no settings"
                        : name + " is " + state + ", and tells its settings only while it works");
    }

    private static String name(JsonNode plugin) {
        return plugin.path("name").asText();
    }

    private static ObjectNode setting(JsonNode declared) {
        ObjectNode member = Json.object()
                .put("name", declared.path("key").asText())
                .put("type", declared.path("type").asText())
                .put("doc", declared.path("description").asText(""));
        if (!declared.path("byDefault").asText("").isEmpty()) {
            member.set("default", declared.path("byDefault"));
        }
        return member;
    }
}
