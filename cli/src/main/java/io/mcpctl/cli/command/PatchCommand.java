package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.api.Member;
import io.mcpctl.cli.documents.DottedPatch;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Similar;
import java.util.List;

/** Changes single members of a resource. */
final class PatchCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Change single members of a resource",
                "<kind> <name> <member=value...>",
                3,
                Usage.ANY,
                List.of(Usage.Option.flag("--dry-run", "only say what would change")),
                List.of(
                        "mcpctl patch server files replicas=2",
                        "mcpctl patch server files healthCheck.intervalSeconds=30 description=null",
                        "mcpctl patch server files 'args=[\"/data\"]' env[0].value=debug"));
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        Kind kind = Changeable.kind(Kinds.ask(api).named(invocation.word(0)), "patched");
        String name = invocation.word(1);
        List<DottedPatch> patches = invocation
                .words()
                .subList(2, invocation.words().size())
                .stream()
                .map(argument -> DottedPatch.parse(argument, kind))
                .toList();
        patches.forEach(patch -> requireKnown(kind, patch));
        boolean dryRun = invocation.arguments().has("--dry-run");
        JsonNode before = api.get(kind.path(name, invocation.project(), ""));
        ObjectNode now = (ObjectNode) api.get(kind.path(name, invocation.project(), "?view=apply"));
        ObjectNode changed = now.deepCopy();
        patches.forEach(patch -> patch.applyTo(changed));
        if (dryRun) {
            return Applied.show(invocation, kind, api.post("/api/v1/apply?dryRun=true", changed), true);
        }
        ObjectNode body = Json.object();
        patches.forEach(patch -> body.set(patch.topMember(), changed.path(patch.topMember())));
        if (patches.stream().anyMatch(DottedPatch::isDeep)) {
            body.set(kind.revision(), before.path(kind.revision()));
        }
        JsonNode after = api.put(kind.path(name, invocation.project(), ""), body);
        if (invocation.reportFormat().isStructured()) {
            invocation.print(Kinded.with(kind, after));
        } else {
            boolean same = after.path(kind.revision()).equals(before.path(kind.revision()));
            new Outcomes(invocation).add(kind.name(), name, same ? "unchanged" : "patched");
        }
        return ExitCode.OK;
    }

    private static void requireKnown(Kind kind, DottedPatch patch) {
        List<String> names = kind.writable().stream().map(Member::name).toList();
        if (!names.contains(patch.topMember())) {
            throw CliException.usage("a " + kind.name() + " has no member \"" + patch.topMember() + "\" to patch"
                    + Similar.hint(patch.topMember(), names) + "; it has " + String.join(", ", names));
        }
    }
}
