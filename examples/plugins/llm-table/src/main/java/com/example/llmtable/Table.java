package com.example.llmtable;

import io.mcpctl.llm.api.LlmSettings;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The settings of an entry.
 *
 * @param answers by question; one like {@code call forecast {"city": "Oslo"}} calls a tool if it is offered
 * @param pause before each word, as if the model had to think
 */
record Table(Map<String, String> answers, Duration pause) {
    private static final Set<String> KNOWN = Set.of("answers", "pauseMillis");

    static Table of(LlmSettings settings) {
        for (String key : settings.extra().keySet()) {
            if (!KNOWN.contains(key)) {
                throw wrong(settings, key + " is not known; known are answers, pauseMillis");
            }
        }
        Object pause = settings.extra().getOrDefault("pauseMillis", 0);
        if (!(pause instanceof Integer millis) || millis < 0 || millis > 60_000) {
            throw wrong(settings, "pauseMillis has to be a whole number from 0 to 60000");
        }
        if (!(settings.extra().get("answers") instanceof Map<?, ?> table)) {
            throw wrong(settings, "answers has to be a map from questions to answers");
        }
        Map<String, String> answers = new LinkedHashMap<>();
        table.forEach((question, answer) -> answers.put(String.valueOf(question), String.valueOf(answer)));
        return new Table(answers, Duration.ofMillis(millis));
    }

    private static ProblemException wrong(LlmSettings settings, String what) {
        return new ProblemException(ProblemKind.INVALID, "llm \"" + settings.name() + "\": " + what);
    }
}
