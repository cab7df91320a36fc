package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.basics.net.Authorities;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads definitions of local upstreams; what is wrong is an INVALID problem that names the place. */
final class LocalSpecs {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSpecs.class);
    private static final String FORM = "<name>=<transport>:<command or URL>, with transport " + LocalSpec.Kind.ALL;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Set<String> MEMBERS =
            Set.of("name", "transport", "command", "args", "env", "url", "headers", "caFile");
    private static final int MOST = 100;

    private LocalSpecs() {}

    /** The array {@code upstreams} of a settings file. */
    static List<LocalSpec> ofFile(JsonNode upstreams, String file) {
        if (upstreams.isMissingNode() || upstreams.isNull()) {
            return List.of();
        }
        if (!upstreams.isArray() || upstreams.size() > MOST) {
            throw wrong(file + ": upstreams must be a list of at most " + MOST + " objects");
        }
        List<LocalSpec> specs = new ArrayList<>();
        for (int i = 0; i < upstreams.size(); i++) {
            specs.add(ofEntry(upstreams.get(i), file + ": upstreams[" + i + "]"));
        }
        return specs;
    }

    private static LocalSpec ofEntry(JsonNode entry, String at) {
        if (!entry.isObject()) {
            throw wrong(at + " must be an object with name, transport and command or url");
        }
        entry.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                LOG.atWarn().addKeyValue("member", at + "." + member).log("unknown member of an upstream is ignored");
            }
        });
        String transport = text(entry, "transport", at);
        LocalSpec.Kind kind = LocalSpec.Kind.of(transport)
                .orElseThrow(
                        () -> wrong(at + ".transport is '" + transport + "'; expected one of " + LocalSpec.Kind.ALL));
        List<String> command = new ArrayList<>();
        Optional<URI> url = Optional.empty();
        if (kind == LocalSpec.Kind.STDIO) {
            command.add(text(entry, "command", at));
            texts(entry.path("args"), at + ".args", command);
        } else {
            url = Optional.of(Urls.base(at + ".url", text(entry, "url", at)));
        }
        String name = name(text(entry, "name", at), at + ".name");
        return new LocalSpec(
                name,
                kind,
                command,
                pairs(entry, "env", at),
                url,
                pairs(entry, "headers", at),
                authority(entry, url, at));
    }

    private static Optional<Authorities> authority(JsonNode entry, Optional<URI> url, String at) {
        String member = at + ".caFile";
        if (entry.path("caFile").isMissingNode()) {
            return Optional.empty();
        }
        Authorities authority = PrivateAuthority.read(member, text(entry, "caFile", at));
        if (url.filter(Urls::isTls).isEmpty()) {
            throw wrong(member + " is for an https url only");
        }
        return Optional.of(authority);
    }

    private static void texts(JsonNode array, String at, List<String> to) {
        if (!array.isMissingNode() && !array.isArray()) {
            throw wrong(at + " must be a list of texts");
        }
        for (JsonNode one : array) {
            if (!one.isTextual()) {
                throw wrong(at + " must be a list of texts");
            }
            to.add(one.asText());
        }
    }

    private static Map<String, String> pairs(JsonNode entry, String member, String at) {
        Map<String, String> pairs = new LinkedHashMap<>();
        JsonNode object = entry.path(member);
        if (!object.isMissingNode() && !object.isObject()) {
            throw wrong(at + "." + member + " must be an object of texts");
        }
        object.properties().forEach(pair -> {
            if (!pair.getValue().isTextual()) {
                throw wrong(at + "." + member + "." + pair.getKey() + " must be a text");
            }
            pairs.put(pair.getKey(), pair.getValue().asText());
        });
        return pairs;
    }

    private static String text(JsonNode entry, String member, String at) {
        JsonNode value = entry.path(member);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw wrong(at + "." + member + " is missing or no text");
        }
        return value.asText().strip();
    }

    /** One line of {@code --upstream}. */
    static LocalSpec ofLine(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':', equals + 1);
        if (equals < 1 || colon < 0 || line.substring(colon + 1).isBlank()) {
            throw wrong("--upstream is '" + line + "'; expected " + FORM);
        }
        LocalSpec.Kind kind = LocalSpec.Kind.of(line.substring(equals + 1, colon))
                .orElseThrow(() -> wrong("--upstream is '" + line + "'; expected " + FORM));
        String name = name(line.substring(0, equals), "--upstream '" + line + "': the name");
        String target = line.substring(colon + 1).strip();
        return kind == LocalSpec.Kind.STDIO
                ? new LocalSpec(
                        name, kind, CommandWords.of(target), Map.of(), Optional.empty(), Map.of(), Optional.empty())
                : new LocalSpec(
                        name,
                        kind,
                        List.of(),
                        Map.of(),
                        Optional.of(Urls.base("--upstream " + name, target)),
                        Map.of(),
                        Optional.empty());
    }

    private static String name(String name, String at) {
        if (!NAME.matcher(name).matches()) {
            throw wrong(
                    at + " is '" + name
                            + "'; use lower-case letters, digits and '-', at most 63, beginning and ending with a letter or digit");
        }
        return name;
    }

    private static ProblemException wrong(String sentence) {
        return new ProblemException(ProblemKind.INVALID, sentence);
    }
}
