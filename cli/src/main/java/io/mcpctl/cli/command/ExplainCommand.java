package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.api.Member;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Similar;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Says what a kind is for and which members it has. */
final class ExplainCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Explain a kind, or a member of it",
                "<kind.member...>",
                1,
                1,
                List.of(Usage.Option.flag("--recursive", "members of members too")),
                List.of(
                        "mcpctl explain server",
                        "mcpctl explain server.healthCheck.tool",
                        "mcpctl explain server --recursive"));
    }

    @Override
    public int run(Invocation invocation) {
        String[] words = invocation.word(0).split("\\.", -1);
        JsonNode all = invocation.api().get("/api/v1/kinds");
        Kind kind = Kinds.of(all).named(words[0]);
        JsonNode raw = named(all, kind.name());
        List<Member> members = kind.members();
        Member member = null;
        for (int i = 1; i < words.length; i++) {
            member = member(words[i], members, String.join(".", List.of(words).subList(0, i)));
            members = member.members();
            raw = named(raw.path("members"), words[i]);
        }
        if (invocation.reportFormat().isStructured()) {
            invocation.print(raw);
            return ExitCode.OK;
        }
        PrintStream out = invocation.out();
        out.println("KIND:     " + kind.name() + aliases(kind));
        if (member == null) {
            out.println("NAMED BY: " + (kind.composed() ? String.join(" and ", kind.scopes()) : kind.key()));
            paragraph(out, kind.doc());
        } else {
            out.println("MEMBER:   " + String.join(".", List.of(words).subList(1, words.length)));
            facts(out, member, "");
            paragraph(out, member.doc());
        }
        if (!members.isEmpty()) {
            out.println();
            out.println("MEMBERS:");
            list(out, members, "  ", invocation.arguments().has("--recursive"));
        }
        return ExitCode.OK;
    }

    private static JsonNode named(JsonNode array, String name) {
        for (JsonNode element : array) {
            if (element.path("name").asText().equals(name)) {
                return element;
            }
        }
        return Json.NODES.missingNode();
    }

    private static String aliases(Kind kind) {
        return " (" + kind.plural() + (kind.aliases().isEmpty() ? "" : ", " + String.join(", ", kind.aliases())) + ")";
    }

    private static Member member(String word, List<Member> members, String above) {
        Optional<Member> found =
                members.stream().filter(member -> member.name().equals(word)).findFirst();
        List<String> names = members.stream().map(Member::name).toList();
        return found.orElseThrow(() -> CliException.usage("\"" + above + "\" has no member \"" + word + "\""
                + Similar.hint(word, names)
                + (names.isEmpty() ? "" : "; it has " + String.join(", ", names))));
    }

    private static void paragraph(PrintStream out, String doc) {
        if (!doc.isEmpty()) {
            out.println();
            out.println(Plain.text(doc));
        }
    }

    private static void facts(PrintStream out, Member member, String indent) {
        out.println(indent + "TYPE:     " + member.type());
        fact(out, indent + "ALLOWED:  ", String.join(", ", member.values()));
        fact(out, indent + "RANGE:    ", member.range());
        fact(out, indent + "DEFAULT:  ", member.defaultValue());
        fact(out, indent + "NAMES A:  ", member.references());
        fact(
                out,
                indent + "WRITTEN:  ",
                member.computed() ? "by the daemon only" : member.required() ? "required" : "");
    }

    private static void fact(PrintStream out, String label, String value) {
        if (!value.isEmpty()) {
            out.println(label + Plain.line(value));
        }
    }

    private static void list(PrintStream out, List<Member> members, String indent, boolean recursive) {
        for (Member member : members) {
            StringBuilder line = new StringBuilder(indent)
                    .append(member.name())
                    .append(" <")
                    .append(member.type())
                    .append('>');
            line.append(member.required() ? " required" : "").append(member.computed() ? " read-only" : "");
            if (!member.values().isEmpty()) {
                line.append(" one of ").append(String.join("|", member.values()));
            }
            if (!member.defaultValue().isEmpty() && !member.defaultValue().equals(Json.line(Json.NODES.textNode("")))) {
                line.append(" default ").append(member.defaultValue());
            }
            out.println(Plain.line(line.toString()));
            if (!member.doc().isEmpty()) {
                out.println(indent + "    " + Plain.line(member.doc()));
            }
            if (recursive) {
                list(out, member.members(), indent + "    ", true);
            }
        }
    }
}
