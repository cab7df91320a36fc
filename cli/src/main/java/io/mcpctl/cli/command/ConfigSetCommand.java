package io.mcpctl.cli.command;

import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Settings;
import io.mcpctl.cli.text.Json;
import java.util.List;

/** Changes one setting. */
final class ConfigSetCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Change one of your settings; an empty value removes it. The keys are "
                        + String.join(", ", Settings.KEYS),
                "<key> <value>",
                2,
                2,
                List.of(),
                List.of(
                        "mcpctl config set outputFormat yaml",
                        "mcpctl config set httpsProxy http://proxy.example.org:3128",
                        "mcpctl config set caFile /etc/ssl/company.pem"));
    }

    @Override
    public int run(Invocation invocation) {
        String key = invocation.word(0);
        String value = invocation.word(1);
        Settings settings = Settings.of(invocation.home());
        settings.put(key, value);
        settings.save();
        invocation.tell(Json.object().put(key, value), key + (value.isEmpty() ? " removed" : " set"));
        return ExitCode.OK;
    }
}
