package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.daemon.Checkup;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Table;
import java.util.List;
import java.util.Locale;

/** Examines what the daemon needs of this machine. */
final class DoctorCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage("Check what the daemon needs of this machine", "", 0, 0, List.of(), List.of("mcpctl doctor"));
    }

    @Override
    public int run(Invocation invocation) {
        List<Checkup.Finding> findings = new Checkup(invocation).run();
        if (invocation.format().isStructured()) {
            ArrayNode array = Json.array();
            findings.forEach(finding -> array.addObject()
                    .put("check", finding.check())
                    .put("state", word(finding))
                    .put("detail", finding.detail()));
            invocation.print(array);
        } else {
            List<List<String>> rows = findings.stream()
                    .map(finding -> List.of(finding.check(), word(finding), finding.detail()))
                    .toList();
            new Table(List.of("CHECK", "STATE", "DETAIL"), rows).print(invocation.out());
        }
        return findings.stream().anyMatch(finding -> finding.state() == Checkup.State.FAILED)
                ? ExitCode.FAILURE
                : ExitCode.OK;
    }

    private static String word(Checkup.Finding finding) {
        return finding.state().name().toLowerCase(Locale.ROOT);
    }
}
