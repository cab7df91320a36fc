package io.mcpctl.gateway.internal.catalogue;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.jsonrpc.api.Splice;
import io.mcpctl.projects.api.ProjectSpec;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/**
 * One element of a server's list.
 *
 * @param identity its name, URI or URI template
 * @param page the message it stands in
 */
public record Element(String server, String identity, Envelope page, Span span) {

    /** Its JSON as the project shows it: only the members that the project asks to change differ. */
    byte[] shown(ListKind kind, ProjectSpec project) {
        Map<String, Span> members = Json.members(page.message(), span);
        Splice splice = new Splice(page.message());
        Span name = members.get(kind.identity());
        if (name != null) {
            if (kind.hasNames()) {
                splice.replace(name, JsonText.encode(server + project.toolSeparator() + identity));
            } else if (kind.hasUris() && project.uriStyle() == ProjectSpec.UriStyle.prefixed) {
                splice.replace(name, JsonText.encode(server + "://" + identity));
            }
        }
        Span description = members.get("description");
        if (project.describeServers() && description != null) {
            Json.text(page.message(), description)
                    .ifPresent(text -> splice.replace(description, JsonText.encode("[" + server + "] " + text)));
        }
        return splice.done(span);
    }

    /** Several of them as a JSON array. */
    public static byte[] array(List<Element> elements, ListKind kind, ProjectSpec project) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        out.write('[');
        for (Element element : elements) {
            if (out.size() > 1) {
                out.write(',');
            }
            out.writeBytes(element.shown(kind, project));
        }
        out.write(']');
        return out.toByteArray();
    }
}
