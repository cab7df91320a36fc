package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.text.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the server says about one kind of resource.
 *
 * @param naming one of name, scoped (unique within something) and composed (of what it joins)
 * @param key member that holds the name
 * @param scopes members that a name is unique in, or that it is composed of
 * @param resource word in rules
 */
public record Kind(
        String name,
        String plural,
        List<String> aliases,
        boolean readOnly,
        boolean immutable,
        int applyOrder,
        String naming,
        String key,
        List<String> scopes,
        String resource,
        String doc,
        List<Member> members) {
    private static final Pattern ID = Pattern.compile("c[a-z0-9]{24}");

    public Kind {
        aliases = List.copyOf(aliases);
        scopes = List.copyOf(scopes);
        members = List.copyOf(members);
    }

    static Kind of(JsonNode json) {
        String name = json.path("name").asText();
        String plural = json.path("plural").asText();
        String naming = json.path("naming").asText("name");
        List<Member> members = Member.all(json.path("members"));
        List<String> scopes = Member.texts(json.path("scopes"));
        if (scopes.isEmpty() && naming.equals("composed")) {
            scopes = members.stream()
                    .filter(member -> !member.references().isEmpty())
                    .map(Member::name)
                    .toList();
        }
        return new Kind(
                name,
                plural,
                Member.texts(json.path("aliases")),
                json.path("readOnly").asBoolean(),
                json.path("immutable").asBoolean(),
                json.path("applyOrder").asInt(),
                naming,
                json.path("key").asText("name"),
                scopes,
                json.path("resource").asText(plural),
                json.path("doc").asText(""),
                members);
    }

    boolean answersTo(String word) {
        return name.equalsIgnoreCase(word)
                || plural.equalsIgnoreCase(word)
                || aliases.stream().anyMatch(word::equalsIgnoreCase);
    }

    public boolean composed() {
        return naming.equals("composed");
    }

    /** What documents call the count of changes. */
    public String revision() {
        return member("version").isPresent() ? "revision" : "version";
    }

    public Optional<Member> member(String memberName) {
        return Member.named(members, memberName);
    }

    public List<Member> writable() {
        return members.stream().filter(member -> !member.computed()).toList();
    }

    /** A document with its kind, its name and what people write, as {@code apply} takes it. */
    public JsonNode written(JsonNode document) {
        ObjectNode written = Json.object().put("kind", name);
        document.properties().stream()
                .filter(entry -> entry.getKey().equals(key)
                        || member(entry.getKey())
                                .filter(member -> !member.computed())
                                .isPresent())
                .forEach(entry -> written.set(entry.getKey(), entry.getValue()));
        return written;
    }

    /** Whether resources of the kind belong to a project, so that {@code -p} chooses among them. */
    public boolean inProject() {
        return member("project").filter(member -> !member.computed()).isPresent();
    }

    /** What a document is called: its name, or what it joins. */
    public String nameOf(JsonNode document) {
        String own = document.path(key).asText("");
        if (own.isEmpty() && composed()) {
            return scopes.stream()
                    .map(scope -> document.path(scope).asText(""))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("/"));
        }
        return own;
    }

    /** The same as {@code <scope>/<name>} where names are unique only within a scope; {@code /<name>} is in none. */
    public String locatedName(JsonNode document) {
        String own = nameOf(document);
        if (!naming.equals("scoped")) {
            return own;
        }
        return scopes.stream()
                        .map(document::path)
                        .filter(value -> value.isTextual() && !value.textValue().isEmpty())
                        .map(JsonNode::textValue)
                        .findFirst()
                        .orElse("")
                + "/" + own;
    }

    /** The path of the kind's list. */
    public String path() {
        return "/api/v1/" + plural;
    }

    /** The path of one resource, which may be given as {@code <scope>/<name>}. */
    public String path(String resource) {
        return path(resource, Optional.empty(), "");
    }

    /**
     * The same with a query.
     *
     * @param project narrows a name that is unique only within a project
     * @param query empty, or beginning with {@code ?}
     */
    public String path(String resource, Optional<String> project, String query) {
        int slash = resource.indexOf('/');
        if (composed() && slash >= 0) {
            return path() + "/" + Target.segment(resource.substring(0, slash)) + "/"
                    + Target.segment(resource.substring(slash + 1)) + query;
        }
        if (!naming.equals("scoped")) {
            return path() + "/" + Target.segment(resource) + query;
        }
        String scope = slash < 0 ? "" : slash == 0 ? "scope=global" : in(scopes.getFirst(), resource, slash);
        if (slash < 0 && project.isPresent() && scopes.contains("project")) {
            scope = "project=" + Target.segment(project.get());
        }
        if (scope.isEmpty()) {
            requireScope(resource);
        }
        String base = path() + "/" + Target.segment(resource.substring(slash + 1));
        return scope.isEmpty() ? base + query : base + (query.isEmpty() ? "?" : query + "&") + scope;
    }

    private static String in(String scope, String resource, int slash) {
        return scope + "=" + Target.segment(resource.substring(0, slash));
    }

    private void requireScope(String resource) {
        boolean needed = scopes.stream()
                .allMatch(scope -> member(scope).filter(Member::required).isPresent());
        if (needed && !ID.matcher(resource).matches()) {
            throw CliException.usage("which " + name + " \"" + resource + "\" is meant? add -p <" + scopes.getFirst()
                    + ">, or give <" + scopes.getFirst() + ">/" + resource);
        }
    }
}
