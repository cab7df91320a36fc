package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Terminal;
import io.mcpctl.cli.api.Settings;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.util.List;

/** Language models that the proxy itself may use. */
record ProviderDialogue(Terminal terminal, Settings draft) {
    void ask() {
        while (true) {
            String name = SetupDialogue.answer(
                    terminal,
                    "Language model provider to add or change, " + SetupDialogue.REMOVE + "name to remove it",
                    String.join(", ", draft.providers().keySet()));
            if (name.isEmpty()) {
                return;
            }
            if (name.startsWith(SetupDialogue.REMOVE)) {
                draft.removeProvider(name.substring(SetupDialogue.REMOVE.length()));
            } else {
                ask(name);
            }
        }
    }

    private void ask(String name) {
        ObjectNode provider = Json.object().put("name", name);
        provider.setAll(draft.providers().getOrDefault(name, Json.object()));
        choose(provider, "type", Settings.PROVIDER_TYPES);
        member(provider, "model");
        choose(provider, "tier", Settings.TIERS);
        url(provider);
        String key = terminal.secret("apiKey, not shown [" + (provider.has("apiKey") ? "kept" : "none") + "]: ");
        put(provider, "apiKey", key.strip());
        draft.putProvider(name, provider);
    }

    private void choose(ObjectNode provider, String member, List<String> words) {
        String present = provider.path(member).asText(words.getFirst());
        String answer = SetupDialogue.answer(terminal, member + ": " + String.join(", ", words), present);
        while (!answer.isEmpty() && !words.contains(answer)) {
            terminal.say(Plain.line("\"" + answer + "\" is none of them"));
            answer = SetupDialogue.answer(terminal, member, present);
        }
        provider.put(member, answer.isEmpty() ? present : answer);
    }

    private void member(ObjectNode provider, String member) {
        put(
                provider,
                member,
                SetupDialogue.answer(terminal, member, provider.path(member).asText("provider's own")));
    }

    private void url(ObjectNode provider) {
        while (true) {
            String answer =
                    SetupDialogue.answer(terminal, "url", provider.path("url").asText("provider's own"));
            try {
                put(
                        provider,
                        "url",
                        answer.isEmpty() || answer.equals(SetupDialogue.REMOVE) ? answer : Settings.url("url", answer));
                return;
            } catch (CliException e) {
                terminal.say(Plain.line(e.sentence()));
            }
        }
    }

    private static void put(ObjectNode provider, String member, String answer) {
        if (answer.equals(SetupDialogue.REMOVE)) {
            provider.remove(member);
        } else if (!answer.isEmpty()) {
            provider.put(member, answer);
        }
    }
}
