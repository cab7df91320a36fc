package io.mcpctl.cli.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lines and parameters are taken apart. */
class ShellWordsTest {
    @Test
    void aLineIsSplitLikeAShellDoes() {
        assertEquals(List.of("a", "b c", "d e", "f"), ShellWords.of("a 'b c'  d\\ e \"f"));
        assertEquals(List.of("a", ""), ShellWords.of("a "));
        assertEquals(List.of("a", "", ""), ShellWords.of("a '' "));
        assertEquals(List.of(""), ShellWords.of(""));
    }

    @Test
    void parametersSayWhatMayFollow() {
        Shape shape = Shape.of("whoami | can-i <verb> <kind> [name...] | can-i <operation>");

        assertEquals(Set.of("whoami", "can-i"), shape.after(List.of()));
        assertEquals(Set.of("<verb>", "<operation>"), shape.after(List.of("can-i")));
        assertEquals(Set.of("[name...]"), shape.after(List.of("can-i", "view", "servers", "a", "b")));
        assertEquals(Set.of(), shape.after(List.of("whoami")));
        assertEquals(Set.of(), Shape.of("").after(List.of()));
        assertEquals("name", Shape.label("[name...]"));
        assertEquals("a | b", Shape.label("<a | b>"));
    }
}
