package io.mcpctl.cli.complete;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.Contexts;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.api.Member;
import io.mcpctl.cli.api.Settings;
import io.mcpctl.cli.command.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a label of the help stands for: {@code <kind>}, {@code <name>} of the kind named before, {@code <file>},
 * {@code <context>}, {@code <tool>}, the name of a kind for its resources ({@code <server>}), or the words themselves
 * ({@code <auto|always|never>}). Of any other label nothing is known.
 */
final class Sources {
    private static final List<String> FORMATS =
            List.of("table", "wide", "json", "yaml", "name", "jsonpath=", "custom-columns=");
    private static final List<String> REGISTRIES = List.of("official", "glama", "smithery");
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.=-]*");

    private final Invocation invocation;
    private final Daemon daemon;
    private final List<String> words;

    /** @param words of the line, without its options */
    Sources(Invocation invocation, Daemon daemon, List<String> words) {
        this.invocation = invocation;
        this.daemon = daemon;
        this.words = words;
    }

    /** What may stand for the label, of which something may be typed already. */
    Answer of(String label, String typed) {
        List<String> parts =
                List.of(label.split("\\|")).stream().map(String::strip).toList();
        if (parts.contains("file")) {
            return new Answer(List.of(), Answer.Then.FILES);
        }
        if (parts.contains("dir") || parts.contains("folder")) {
            return new Answer(List.of(), Answer.Then.FOLDERS);
        }
        List<Candidate> candidates = new ArrayList<>();
        for (String part : parts) {
            Optional<List<Candidate>> known = known(part, typed);
            if (known.isPresent()) {
                candidates.addAll(known.get());
            } else if (parts.size() > 1 && LITERAL.matcher(part).matches()) {
                candidates.add(Candidate.of(part));
            }
        }
        return Answer.of(candidates);
    }

    private Optional<List<Candidate>> known(String part, String typed) {
        return switch (part) {
            case "kind", "resource" -> Optional.of(kinds(typed));
            case "name", "name or pattern" ->
                Optional.of(ofKind().map(daemon::names).orElse(List.of()));
            case "kind/name" -> Optional.of(kindAndName(typed));
            case "kind.member" -> Optional.of(members(typed));
            case "member=value" -> Optional.of(assignments());
            case "plugin/name.setting" -> Optional.of(typed.startsWith("p") ? plugins("plugin/") : List.of());
            case "plugin" -> Optional.of(daemon.plugins());
            case "tool" -> Optional.of(daemon.tools());
            case "template:version" -> Optional.of(versions("template", typed));
            case "registry:id" -> Optional.of(typed.contains(":") ? List.of() : registries());
            case "context" -> Optional.of(contexts());
            case "command" -> Optional.of(commands());
            case "key" -> Optional.of(plain(Settings.KEYS));
            case "format" -> Optional.of(plain(FORMATS));
            default -> isWord(part) ? daemon.kinds().find(part).map(daemon::names) : Optional.empty();
        };
    }

    private List<Candidate> plugins(String before) {
        return daemon.plugins().stream()
                .map(plugin -> new Candidate(before + plugin.value(), plugin.description()))
                .toList();
    }

    /** Only once a version is being typed: the names alone are offered by the label before. */
    private List<Candidate> versions(String kind, String typed) {
        return typed.contains(":")
                ? daemon.kinds().find(kind).map(daemon::versions).orElse(List.of())
                : List.of();
    }

    private static List<Candidate> registries() {
        return REGISTRIES.stream().map(name -> Candidate.of(name + ":")).toList();
    }

    private static boolean isWord(String part) {
        return part.length() > 1 && part.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    private static List<Candidate> plain(List<String> words) {
        return words.stream().map(Candidate::of).toList();
    }

    /** Plural words; the other names of a kind when one of them is being typed. */
    private List<Candidate> kinds(String typed) {
        List<Candidate> candidates = new ArrayList<>();
        for (Kind kind : daemon.kinds().all()) {
            candidates.add(Candidate.of(kind.plural(), kind.doc()));
        }
        if (!typed.isEmpty() && candidates.stream().noneMatch(one -> one.value().startsWith(typed))) {
            for (Kind kind : daemon.kinds().all()) {
                candidates.add(Candidate.of(kind.name(), kind.doc()));
                kind.aliases().forEach(alias -> candidates.add(Candidate.of(alias, kind.doc())));
            }
        }
        return candidates;
    }

    /** The kind that a word of the line names. */
    private Optional<Kind> ofKind() {
        Kinds kinds = daemon.kinds();
        return words.stream().map(kinds::find).flatMap(Optional::stream).findFirst();
    }

    private List<Candidate> kindAndName(String typed) {
        int slash = typed.indexOf('/');
        if (slash < 0) {
            return daemon.kinds().all().stream()
                    .map(kind -> Candidate.of(kind.name() + "/"))
                    .toList();
        }
        String kind = typed.substring(0, slash);
        return daemon.kinds().find(kind).map(daemon::names).orElse(List.of()).stream()
                .map(name -> new Candidate(kind + "/" + name.value(), name.description()))
                .toList();
    }

    private List<Candidate> members(String typed) {
        int dot = typed.lastIndexOf('.');
        if (dot < 0) {
            return kinds(typed);
        }
        String[] path = typed.substring(0, dot).split("\\.");
        List<Member> members = daemon.kinds().find(path[0]).map(Kind::members).orElse(List.of());
        for (int i = 1; i < path.length; i++) {
            String name = path[i];
            members = members.stream()
                    .filter(member -> member.name().equals(name))
                    .findFirst()
                    .map(Member::members)
                    .orElse(List.of());
        }
        return members.stream()
                .map(member -> Candidate.of(typed.substring(0, dot + 1) + member.name(), member.doc()))
                .toList();
    }

    private List<Candidate> assignments() {
        return ofKind().map(Kind::writable).orElse(List.of()).stream()
                .map(member -> Candidate.of(member.name() + "=", member.doc()))
                .toList();
    }

    private List<Candidate> contexts() {
        try {
            return Contexts.of(invocation.home()).all().stream()
                    .map(context -> Candidate.of(context.name(), context.url().orElse("")))
                    .toList();
        } catch (CliException e) {
            return List.of(); // Damaged settings: the command itself will say so.
        }
    }

    private static List<Candidate> commands() {
        return Commands.NAMES.stream()
                .map(name -> name.split(" ", 2)[0])
                .distinct()
                .map(Candidate::of)
                .toList();
    }
}
