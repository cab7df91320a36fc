package io.mcpctl.cli.command;

import io.mcpctl.cli.api.Member;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.io.PrintStream;
import java.util.List;

/** What {@code explain} says, for people. */
record Explanation(PrintStream out) {
    void line(String text) {
        out.println(Plain.line(text));
    }

    void paragraph(String doc) {
        if (!doc.isEmpty()) {
            out.println();
            out.println(Plain.text(doc));
        }
    }

    void facts(Member member) {
        line("TYPE:     " + member.type());
        fact("ALLOWED:  ", String.join(", ", member.values()));
        fact("RANGE:    ", member.range());
        fact("DEFAULT:  ", member.defaultValue());
        fact("NAMES A:  ", member.references());
        fact("WRITTEN:  ", member.computed() ? "by the daemon only" : member.required() ? "required" : "");
    }

    private void fact(String label, String value) {
        if (!value.isEmpty()) {
            line(label + value);
        }
    }

    void members(String heading, List<Member> members, boolean recursive) {
        if (!members.isEmpty()) {
            out.println();
            out.println(heading);
            list(members, "  ", recursive);
        }
    }

    private void list(List<Member> members, String indent, boolean recursive) {
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
            line(line.toString());
            if (!member.doc().isEmpty()) {
                out.println(indent + "    " + Plain.line(member.doc()));
            }
            if (recursive) {
                list(member.members(), indent + "    ", true);
            }
        }
    }
}
