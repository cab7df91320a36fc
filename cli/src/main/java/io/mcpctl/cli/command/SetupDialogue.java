package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Terminal;
import io.mcpctl.cli.api.Settings;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;

/** The questions of {@code config setup}. Nothing is written before the last one is answered. */
final class SetupDialogue {
    static final String REMOVE = "-";
    private final Terminal terminal;
    private final Settings draft;

    private SetupDialogue(Terminal terminal, Settings draft) {
        this.terminal = terminal;
        this.draft = draft;
    }

    static int run(Invocation invocation) {
        Terminal terminal = invocation.terminal();
        if (!terminal.asksPerson()) {
            throw CliException.usage(
                    "config setup asks on a terminal, and there is none; use `mcpctl config set <key>" + " <value>`");
        }
        Settings settings = Settings.of(invocation.home());
        Settings draft = new Settings(settings.file(), settings.content().deepCopy());
        terminal.say("Enter keeps what is in brackets, " + REMOVE + " removes it. Ctrl-C leaves everything as it is.");
        SetupDialogue dialogue = new SetupDialogue(terminal, draft);
        dialogue.ask("mcplocalUrl", "Address that commands talk to (mcplocalUrl)");
        dialogue.ask("mcpdUrl", "Address of the control plane, for --direct (mcpdUrl)");
        dialogue.ask("outputFormat", "Form of output: table, wide, json, yaml or name (outputFormat)");
        new ProviderDialogue(terminal, draft).ask();
        if (draft.content().equals(settings.content())) {
            invocation.tell(Json.object().put("changed", false), "nothing changed");
        } else {
            draft.save();
            invocation.tell(
                    Json.object().put("changed", true).put("path", draft.file().toString()), draft.file() + " written");
        }
        return ExitCode.OK;
    }

    private void ask(String key, String question) {
        while (true) {
            String answer = answer(terminal, question, draft.text(key).orElse("not set"));
            if (answer.isEmpty()) {
                return;
            }
            try {
                draft.put(key, answer.equals(REMOVE) ? "" : answer);
                return;
            } catch (CliException e) {
                terminal.say(Plain.line(e.sentence()));
            }
        }
    }

    static String answer(Terminal terminal, String question, String present) {
        return terminal.answer(Plain.line(question + " [" + present + "]: ")).strip();
    }
}
