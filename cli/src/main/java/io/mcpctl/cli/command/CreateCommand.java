package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.Arguments;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.documents.Document;
import io.mcpctl.cli.documents.DocumentReader;
import io.mcpctl.cli.flags.KindFlags;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.variables.Given;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a resource; each member of its kind that people write has an option. */
final class CreateCommand implements Command.ByKind {
    private static final String PASSWORD = "password";
    private static final List<Usage.Option> OWN = List.of(
            Usage.Option.value("-f", "--filename", "<file|dir|->", "create what is defined there"),
            Usage.Option.flag("--password-stdin", "read the password from stdin, not from the terminal"),
            Usage.Option.flag("--dry-run", "only say what would be done"));
    private static final List<String> EXAMPLES = List.of(
            "mcpctl create server memory --package-name @modelcontextprotocol/server-memory --runtime node",
            "mcpctl create server files --command my-server --arg=--root --arg=/data --env KEY=secretRef:api/key",
            "mcpctl create server github --from-template github --env-from-secret GITHUB_TOKEN=keys/github",
            "mcpctl create server weather --from-registry official:io.github.example/weather",
            "mcpctl create project demo --server memory --server files",
            "mcpctl create secret api --from-file key=key.txt",
            "mcpctl create secretbackend local --type plaintext",
            "mcpctl create user ada@example.org",
            "mcpctl create group team --member ada@example.org",
            "mcpctl create rbac team --subject Group:team --binding view:servers --operation logs",
            "mcpctl create serverattachment -p demo --server memory",
            "mcpctl create prompt style -p demo --content 'Be brief.' --priority 7",
            "mcpctl create promptrequest style -p demo --content-file style.md",
            "mcpctl create mcptoken ci -p demo --ttl 30d --bind view:servers");
    /** Options with another meaning on this line than members of the same name would have. */
    private static final Set<String> TAKEN = Set.of(
            "-f",
            "--filename",
            "--password-stdin",
            "--dry-run",
            "-o",
            "--output",
            "-p",
            "--project",
            "--daemon-url",
            "--direct",
            "--home",
            "-v",
            "--verbose",
            "-h",
            "--help",
            NewServer.FROM_TEMPLATE,
            RegistryBlueprint.OPTION,
            RegistryBlueprint.AS,
            RegistryBlueprint.YES,
            Given.FROM_SECRET);

    /** Words for kinds with a port of their own. */
    private static final Set<String> PORT_IS_THEIRS =
            Set.of("server", "servers", "srv", "template", "templates", "tpl");

    /** Those that the options of this line came from. */
    private @Nullable Kinds kinds;

    @Override
    public Usage usage() {
        return usage(
                "Create a resource; `mcpctl create <kind> --help` lists the options of a kind",
                "<kind> [name]",
                List.of(new Usage.Option(
                        List.of("--port", "--container-port"), "<n>", "port of a server; of the daemon: MCPCTL_PORT")));
    }

    private static Usage usage(String summary, String parameters, List<Usage.Option> options) {
        List<Usage.Option> all = new ArrayList<>(options);
        all.addAll(OWN);
        return new Usage(summary, parameters, 0, 2, all, examples(parameters));
    }

    /** Those of the kind, if there are any. */
    private static List<String> examples(String parameters) {
        String kind = parameters.replaceFirst(" .*", "");
        List<String> own = EXAMPLES.stream()
                .filter(example -> example.startsWith("mcpctl create " + kind + " "))
                .toList();
        return own.isEmpty() ? EXAMPLES : own;
    }

    @Override
    public Usage usage(Invocation early) {
        if (early.words().isEmpty()) {
            return usage();
        }
        Kinds known = Kinds.ask(asked(early).api());
        kinds = known;
        return usage(known, early.word(0));
    }

    @Override
    public Usage usage(Kinds known, String word) {
        Kind kind = Changeable.writable(known.named(word), "created");
        return usage(
                "Create a " + kind.name() + (kind.doc().isEmpty() ? "" : ": " + kind.doc()),
                kind.composed() ? kind.name() : kind.name() + " <" + kind.key() + ">",
                options(kind));
    }

    /** {@code --port} is a server's or a template's; with any other kind it is the daemon's, as on every line. */
    private static Invocation asked(Invocation early) {
        List<String> port = early.arguments().values("--container-port");
        if (port.isEmpty() || PORT_IS_THEIRS.contains(early.word(0))) {
            return early;
        }
        Map<String, List<String>> options = new HashMap<>(early.arguments().options());
        options.put("--port", port);
        return early.with(new Arguments(options, early.words()));
    }

    private static List<Usage.Option> options(Kind kind) {
        if (!kind.name().equals(NewServer.KIND)) {
            return flags(kind).options();
        }
        List<Usage.Option> all = new ArrayList<>(NewServer.OPTIONS);
        all.addAll(RegistryBlueprint.OPTIONS);
        all.addAll(flags(kind).options());
        return all;
    }

    private static KindFlags flags(Kind kind) {
        return new KindFlags(kind, TAKEN);
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        Kinds known = kinds == null ? Kinds.ask(api) : kinds;
        List<String> files = invocation.arguments().values("--filename");
        if (!files.isEmpty()) {
            return fromFiles(invocation, api, known, files);
        }
        if (invocation.words().isEmpty()) {
            throw CliException.usage("what is to be created? give <kind> <name> and options, or -f <file>");
        }
        Kind kind = Changeable.writable(known.named(invocation.word(0)), "created");
        ObjectNode document = document(invocation, kind);
        if (NewServer.isMeant(invocation, kind)) {
            return new NewServer(invocation, api, kind).create(document);
        }
        create(invocation, api, kind, document);
        return ExitCode.OK;
    }

    private static int fromFiles(Invocation invocation, ControlApi api, Kinds kinds, List<String> files) {
        if (!invocation.words().isEmpty()) {
            throw CliException.usage("give either a kind or files, not both");
        }
        List<Document> documents = DocumentReader.read(
                files, invocation.terminal().in(), kinds, invocation.project(), invocation.terminal()::say);
        for (Document document : documents) {
            create(invocation, api, document.ofKind(), document.content());
        }
        return ExitCode.OK;
    }

    private static ObjectNode document(Invocation invocation, Kind kind) {
        ObjectNode document = Json.object().put("kind", kind.name());
        if (!kind.composed()) {
            if (invocation.words().size() < 2) {
                throw CliException.usage(
                        "the " + kind.name() + " lacks its " + kind.key() + "; give it after the kind");
            }
            document.put(kind.key(), invocation.word(1));
        } else if (invocation.words().size() > 1) {
            throw CliException.usage("a " + kind.name() + " has no name; it is named by what it joins");
        }
        if (kind.inProject()) {
            invocation.project().ifPresent(project -> document.put("project", project));
        }
        flags(kind).fill(document, invocation.arguments());
        kind.member(PASSWORD)
                .filter(member -> !member.computed() && !document.has(PASSWORD))
                .ifPresent(member -> document.put(PASSWORD, Passwords.given(invocation, true)));
        kind.writable().stream()
                .filter(member -> member.required() && !document.has(member.name()))
                .findFirst()
                .ifPresent(member -> {
                    throw CliException.usage("the " + kind.name() + " lacks \"" + member.name() + "\"; give "
                            + (member.name().equals("project")
                                    ? "-p"
                                    : "its option, see `mcpctl create " + kind.name() + " --help`"));
                });
        return document;
    }

    static void create(Invocation invocation, ControlApi api, Kind kind, ObjectNode document) {
        String title = Plain.line(kind.name() + "/" + kind.nameOf(document));
        if (invocation.arguments().has("--dry-run")) {
            JsonNode answer = api.post("/api/v1/apply?dryRun=true", document);
            if (!answer.path("result").asText().equals("created")) {
                throw new CliException(ExitCode.CONFLICT, title + " exists already; use apply, edit or patch");
            }
            Applied.show(invocation, kind, answer, true);
            return;
        }
        JsonNode made = api.post(kind.path(), document);
        String token = made.path("token").asText("");
        if (invocation.reportFormat().isStructured()) {
            invocation.print(Kinded.with(kind, made));
        } else if (invocation.reportFormat() == Format.NAME || token.isEmpty()) {
            invocation.out().println(invocation.reportFormat() == Format.NAME ? title : title + " created");
        } else {
            invocation.out().println(Plain.line(token));
        }
        if (!token.isEmpty()) {
            invocation.terminal().say(title + " created. The token is not shown again; store it now.");
        }
    }
}
