package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Json;
import java.util.List;

/** Sets the settings of a plug-in. */
final class PluginConfigureCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Set settings of a plug-in; its components start anew with them",
                "<plugin> <key=value | key=null ...>",
                2,
                Usage.ANY,
                List.of(Usage.Option.flag("--dry-run", "only see that the plug-in is there")),
                List.of("mcpctl plugin configure com.example.tsv separator=; header=null"));
    }

    @Override
    public int run(Invocation invocation) {
        ObjectNode settings = Json.object();
        for (String word : invocation.words().subList(1, invocation.words().size())) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw CliException.usage(
                        "\"" + word + "\" is not key=value; key=null takes a setting back to its default");
            }
            String value = word.substring(equals + 1);
            if (value.equals("null")) {
                settings.putNull(word.substring(0, equals));
            } else {
                settings.put(word.substring(0, equals), value);
            }
        }
        String name = invocation.word(0);
        String path = "/api/v1/plugins/" + Target.segment(name);
        Outcomes outcomes = new Outcomes(invocation);
        if (invocation.arguments().has("--dry-run")) {
            invocation.api().get(path);
        } else {
            invocation.api().post(path + "/settings", Json.object().set("settings", settings));
        }
        outcomes.add("plugin", name, "configured");
        outcomes.end();
        return ExitCode.OK;
    }
}
