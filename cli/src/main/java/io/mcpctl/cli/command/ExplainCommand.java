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
import io.mcpctl.cli.text.Similar;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what a kind is for and which members it has. */
final class ExplainCommand implements Command {
    private static final Pattern PLUGIN = Pattern.compile("plugins?/(.+)", Pattern.CASE_INSENSITIVE);

    @Override
    public Usage usage() {
        return new Usage(
                "Explain a kind or a member of it, or the settings of a plug-in",
                "<kind.member...> | <plugin/name.setting...>",
                1,
                1,
                List.of(Usage.Option.flag("--recursive", "members of members too")),
                List.of(
                        "mcpctl explain server",
                        "mcpctl explain server.healthCheck.tool",
                        "mcpctl explain server --recursive",
                        "mcpctl explain plugin/com.example.tsv"));
    }

    @Override
    public int run(Invocation invocation) {
        String word = invocation.word(0);
        Matcher ofPlugin = PLUGIN.matcher(word);
        if (ofPlugin.matches()) {
            return settings(invocation, ofPlugin.group(1));
        }
        String[] words = word.split("\\.", -1);
        JsonNode all = PluginDocuments.answersTo(words[0])
                ? PluginDocuments.kinds(invocation.api())
                : invocation.api().get("/api/v1/kinds");
        Kind kind = Kinds.of(all).named(words[0]);
        JsonNode raw = named(all, kind.name());
        List<Member> members = kind.members();
        Member member = null;
        for (int i = 1; i < words.length; i++) {
            member = member(
                    "member", words[i], members, String.join(".", List.of(words).subList(0, i)));
            members = member.members();
            raw = named(raw.path("members"), words[i]);
        }
        if (invocation.reportFormat().isStructured()) {
            invocation.print(raw);
            return ExitCode.OK;
        }
        Explanation out = new Explanation(invocation.out());
        out.line("KIND:     " + kind.name() + aliases(kind));
        if (member == null) {
            out.line("NAMED BY: " + (kind.composed() ? String.join(" and ", kind.scopes()) : kind.key()));
            out.paragraph(kind.doc());
        } else {
            out.line("MEMBER:   " + String.join(".", List.of(words).subList(1, words.length)));
            out.facts(member);
            out.paragraph(member.doc());
        }
        out.members("MEMBERS:", members, invocation.arguments().has("--recursive"));
        return ExitCode.OK;
    }

    private static int settings(Invocation invocation, String nameAndSetting) {
        PluginDocuments.Settings of = PluginDocuments.settings(invocation.api(), nameAndSetting);
        Optional<Member> one = of.setting().map(key -> member("setting", key, of.members(), of.plugin()));
        if (invocation.reportFormat().isStructured()) {
            invocation.print(one.map(member -> named(of.raw(), member.name())).orElse(of.raw()));
            return ExitCode.OK;
        }
        Explanation out = new Explanation(invocation.out());
        out.line("PLUGIN:   " + of.plugin());
        if (one.isPresent()) {
            out.line("SETTING:  " + one.get().name());
            out.facts(one.get());
            out.paragraph(one.get().doc());
        } else if (of.members().isEmpty()) {
            invocation.terminal().say(of.whyNone());
        } else {
            out.members("SETTINGS:", of.members(), false);
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

    private static Member member(String noun, String word, List<Member> members, String above) {
        Optional<Member> found =
                members.stream().filter(member -> member.name().equals(word)).findFirst();
        List<String> names = members.stream().map(Member::name).toList();
        return found.orElseThrow(() -> CliException.usage("\"" + above + "\" has no " + noun + " \"" + word + "\""
                + Similar.hint(word, names)
                + (names.isEmpty() ? "" : "; it has " + String.join(", ", names))));
    }
}
