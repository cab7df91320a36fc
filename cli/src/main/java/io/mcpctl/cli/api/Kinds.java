package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.text.Similar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The kinds that the server has. */
public record Kinds(List<Kind> all) {
    public Kinds {
        all = List.copyOf(all);
    }

    public static Kinds ask(ControlApi api) {
        return of(api.get("/api/v1/kinds"));
    }

    /** The same from the answer of the server. */
    public static Kinds of(JsonNode json) {
        List<Kind> kinds = new ArrayList<>();
        for (JsonNode kind : json) {
            kinds.add(Kind.of(kind));
        }
        kinds.sort(Comparator.comparingInt(Kind::applyOrder));
        return new Kinds(kinds);
    }

    /** The kind when the word is one that every server knows, as far as a table needs it: saves asking for the kinds. */
    public static Optional<Kind> wellKnown(String word) {
        return switch (word) {
            case "servers", "server", "srv" -> Optional.of(plain("server"));
            case "instances", "instance", "inst" -> Optional.of(plain("instance"));
            case "projects", "project", "proj" -> Optional.of(plain("project"));
            default -> Optional.empty();
        };
    }

    private static Kind plain(String name) {
        return new Kind(
                name,
                name + "s",
                List.of(),
                name.equals("instance"),
                false,
                0,
                "name",
                "name",
                List.of(),
                name + "s",
                "",
                List.of());
    }

    public Optional<Kind> find(String word) {
        return all.stream().filter(kind -> kind.answersTo(word)).findFirst();
    }

    /** The kind that the word names; usage error with the possible words otherwise. */
    public Kind named(String word) {
        return find(word).orElseThrow(() -> CliException.usage(unknown(word)));
    }

    /** A sentence on a word that names no kind. */
    public String unknown(String word) {
        List<String> words = all.stream().map(Kind::plural).toList();
        List<String> known = new ArrayList<>(words);
        all.forEach(kind -> known.add(kind.name()));
        return "the kind \"" + word + "\" is not known" + Similar.hint(word, known) + "; the kinds are "
                + String.join(", ", words);
    }
}
