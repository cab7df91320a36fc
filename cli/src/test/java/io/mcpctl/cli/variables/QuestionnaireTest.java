package io.mcpctl.cli.variables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the values of variables come from and where they go. */
class QuestionnaireTest {
    private static final Variable SITE = new Variable("SITE", "Address of the site.", true, false, "");
    private static final Variable TOKEN = new Variable("API_TOKEN", "A token of yours.", true, true, "");
    private static final Variable MODE = new Variable("MODE", "How it works.", true, false, "fast");
    private static final Variable EXTRA = new Variable("EXTRA", "More.", false, false, "");
    private static final List<Variable> ALL = List.of(SITE, TOKEN, MODE, EXTRA);

    /** Answers from a list and remembers what was asked. */
    private static final class Script implements Questionnaire.Person {
        final List<String> asked = new ArrayList<>();
        private final Deque<String> answers;

        Script(String... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public String answer(String question) {
            asked.add("shown " + question);
            return answers.isEmpty() ? "" : answers.removeFirst();
        }

        @Override
        public String secret(String question) {
            asked.add("hidden " + question);
            return answers.isEmpty() ? "" : answers.removeFirst();
        }
    }

    private static Given given(String env, String... fromSecret) {
        try {
            return Given.of(Json.read(env), List.of(fromSecret));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Questionnaire alone() {
        return new Questionnaire(Optional.empty(), QuestionnaireTest::keys);
    }

    private static Set<String> keys(String secret) {
        return secret.equals("stored") ? Set.of("API_TOKEN", "unrelated") : Set.of("other");
    }

    private static CliException refused(Given given) {
        return assertThrows(CliException.class, () -> alone().answer(ALL, given));
    }

    @Test
    void requiredOnesAreAskedForAndSecretsWithoutEcho() {
        Script person = new Script(" https://a.example ", "geheim");

        Answers answers = new Questionnaire(Optional.of(person), QuestionnaireTest::keys).answer(ALL, given("[]"));

        assertEquals(
                List.of("shown SITE (Address of the site.): ", "hidden API_TOKEN (A token of yours.): "), person.asked);
        assertEquals(Map.of("SITE", "https://a.example"), answers.plain());
        assertEquals(Map.of("API_TOKEN", "geheim"), answers.secrets());
        assertFalse(answers.toString().contains("geheim"), answers.toString());
    }

    @Test
    void nobodyIsAskedForWhatTheLineGives() {
        Script person = new Script();

        Answers answers = new Questionnaire(Optional.of(person), QuestionnaireTest::keys)
                .answer(ALL, given("[{\"name\":\"SITE\",\"value\":\"x\"}]", "API_TOKEN=vault/a.b"));

        assertEquals(List.of(), person.asked);
        assertEquals(Map.of("API_TOKEN", new SecretKey("vault", "a.b")), answers.references());
        assertEquals(Map.of(), answers.secrets());
    }

    @Test
    void aSecretOnTheLineIsNeverLeftInTheServer() throws IOException {
        Given given = given("[{\"name\":\"SITE\",\"value\":\"x\"},{\"name\":\"API_TOKEN\",\"value\":\"geheim\"},"
                + "{\"name\":\"OTHER\",\"value\":\"y\"}]");

        Answers answers = alone().answer(ALL, given);

        assertFalse(given.toString().contains("geheim"), given.toString());
        assertFalse(answers.env("s-env").toString().contains("geheim"));
        assertEquals(
                Json.read(
                        "{\"name\":\"API_TOKEN\",\"valueFrom\":{\"secretRef\":{\"name\":\"s-env\",\"key\":\"API_TOKEN\"}}}"),
                entry(answers.env("s-env"), "API_TOKEN"));
        assertEquals("y", entry(answers.env("s-env"), "OTHER").path("value").asText());
        assertEquals(
                Json.read("{\"kind\":\"secret\",\"name\":\"s-env\",\"data\":{\"API_TOKEN\":\"geheim\"}}"),
                answers.secret(Answers.secretOf("s")));
    }

    private static JsonNode entry(JsonNode env, String name) {
        for (JsonNode entry : env) {
            if (entry.path("name").asText().equals(name)) {
                return entry;
            }
        }
        throw new AssertionError(name + " is not in " + env);
    }

    @Test
    void aWholeSecretFillsTheVariablesThatItHasKeysFor() {
        Answers answers = alone().answer(ALL, given("[{\"name\":\"SITE\",\"value\":\"x\"}]", "stored"));

        assertEquals(Map.of("API_TOKEN", new SecretKey("stored", "API_TOKEN")), answers.references());
    }

    @Test
    void aSecretWithoutAnyFittingKeyIsRefused() {
        String sentence = refused(given("[]", "strange")).sentence();

        assertTrue(sentence.contains("strange") && sentence.contains("other"), sentence);
        assertTrue(sentence.contains("API_TOKEN"), sentence);
    }

    @Test
    void withoutATerminalAllThatIsMissingIsReportedWithItsExplanation() {
        CliException lack = refused(given("[{\"name\":\"SITE\",\"value\":\"\"}]"));

        assertEquals(1, lack.exitCode());
        assertTrue(lack.sentence().contains("SITE, API_TOKEN"), lack.sentence());
        assertTrue(lack.sentence().contains("--env-from-secret"), lack.sentence());
        String details = lack.problem().orElseThrow().path("details").toString();
        assertTrue(details.contains("Address of the site.") && details.contains("A token of yours."), details);
        assertFalse(details.contains("MODE") || details.contains("EXTRA"), details);
    }

    @Test
    void anEmptyAnswerIsAskedForAgainAndAtLastRefused() {
        Script person = new Script("", "second", "", "", "");

        CliException refused =
                assertThrows(CliException.class, () -> new Questionnaire(Optional.of(person), QuestionnaireTest::keys)
                        .answer(ALL, given("[]")));

        assertEquals(5, person.asked.size());
        assertTrue(refused.sentence().contains("API_TOKEN is still empty"), refused.sentence());
    }

    @Test
    void namesTellSecrets() throws IOException {
        for (String name : List.of("API_KEY", "client_secret", "SLACK_TOKEN", "PGPASSWORD", "password_file")) {
            assertTrue(Variable.secretName(name), name);
        }
        for (String name : List.of("KEYS", "TOKENS", "DATABASE_URL", "KEY")) {
            assertFalse(Variable.secretName(name), name);
        }
        assertTrue(Variable.of(Json.read("{\"name\":\"DATABASE_URL\",\"secret\":true}"))
                .secret());
        assertFalse(Variable.of(Json.read("{\"name\":\"SORT_KEY\",\"secret\":false}"))
                .secret());
    }

    @Test
    void whatIsNoReferenceIsAUsageErrorThatShowsIt() {
        for (String wrong : List.of("A=b", "A=/k", "A=s/", "=s/k")) {
            CliException usage = assertThrows(CliException.class, () -> given("[]", wrong));

            assertEquals(2, usage.exitCode());
            assertTrue(usage.sentence().contains("NAME=<secret>/<key>"), usage.sentence());
        }
    }
}
