package io.mcpctl.cli.variables;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Terminal;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds a value for each variable: what the line gives wins, then the secrets it names; what is required and still
 * missing is asked for, secret ones without echo. Where nobody can be asked, all that is missing is reported at once.
 */
public final class Questionnaire {
    private static final int TRIES = 3;

    private final Optional<Person> person;
    private final Function<String, Set<String>> keysOf;

    /** Somebody who can be asked. */
    public interface Person {
        String answer(String question);

        /** Nothing of the answer is shown while it is typed. */
        String secret(String question);
    }

    /** @param keysOf the keys of a secret; fails when there is no such secret */
    public Questionnaire(Optional<Person> person, Function<String, Set<String>> keysOf) {
        this.person = person;
        this.keysOf = keysOf;
    }

    /** Whoever sits at the terminal, if it is one. */
    public static Optional<Person> at(Terminal terminal) {
        return terminal.asksPerson() ? Optional.of(new AtTerminal(terminal)) : Optional.empty();
    }

    private record AtTerminal(Terminal terminal) implements Person {
        @Override
        public String answer(String question) {
            return terminal.answer(question);
        }

        @Override
        public String secret(String question) {
            return terminal.secret(question);
        }
    }

    /** Values that were given for other names than those of the variables are kept as they are. */
    public Answers answer(List<Variable> variables, Given given) {
        Map<String, String> plain = new LinkedHashMap<>(given.values());
        Map<String, String> secrets = new LinkedHashMap<>();
        Map<String, SecretKey> references = new LinkedHashMap<>(given.references());
        plain.keySet().removeAll(references.keySet());
        references.putAll(inSecrets(variables, given));
        List<Variable> missing = new ArrayList<>();
        for (Variable variable : variables) {
            if (variable.needed() && !references.containsKey(variable.name()) && isEmpty(plain, variable)) {
                missing.add(variable);
            }
        }
        if (!missing.isEmpty() && person.isEmpty()) {
            throw lack(missing);
        }
        missing.forEach(variable -> plain.put(variable.name(), ask(variable, person.orElseThrow())));
        for (Variable variable : variables) {
            String value = variable.secret() ? plain.remove(variable.name()) : null;
            if (value != null) {
                secrets.put(variable.name(), value);
            }
        }
        return new Answers(plain, secrets, references);
    }

    private static boolean isEmpty(Map<String, String> values, Variable variable) {
        return values.getOrDefault(variable.name(), "").isEmpty();
    }

    /** Where the secrets of the line hold keys that are called like variables. */
    private Map<String, SecretKey> inSecrets(List<Variable> variables, Given given) {
        Map<String, SecretKey> found = new LinkedHashMap<>();
        for (String secret : given.secrets()) {
            Set<String> keys = keysOf.apply(secret);
            List<String> used = variables.stream()
                    .map(Variable::name)
                    .filter(name -> keys.contains(name) && !given.names(name))
                    .toList();
            if (used.isEmpty()) {
                throw CliException.failure("the secret " + secret
                        + " has no key that is called like a variable; it has "
                        + (keys.isEmpty() ? "none" : String.join(", ", keys)) + ", the variables are "
                        + String.join(
                                ", ", variables.stream().map(Variable::name).toList()));
            }
            used.forEach(name -> found.putIfAbsent(name, new SecretKey(secret, name)));
        }
        return found;
    }

    private static String ask(Variable variable, Person person) {
        String explained = variable.description().isEmpty() ? "" : " (" + variable.description() + ")";
        String question = Plain.line(variable.name() + explained) + ": ";
        for (int i = 0; i < TRIES; i++) {
            String answer = (variable.secret() ? person.secret(question) : person.answer(question)).strip();
            if (!answer.isEmpty()) {
                return answer;
            }
        }
        throw CliException.failure(variable.name() + " is still empty; nothing was done");
    }

    /** Every one with its explanation, in one report. */
    private static CliException lack(List<Variable> missing) {
        List<String> names = missing.stream().map(Variable::name).toList();
        String sentence = (names.size() == 1 ? "a value is missing: " : names.size() + " values are missing: ")
                + String.join(", ", names) + "; give each with --env NAME=value or " + Given.FROM_SECRET
                + " NAME=<secret>/<key>";
        ObjectNode problem = Json.object()
                .put("type", "urn:mcpctl:problem:invalid")
                .put("title", "Invalid")
                .put("detail", sentence)
                .put("error", sentence);
        ArrayNode details = problem.putArray("details");
        missing.forEach(
                variable -> details.addObject().put("path", variable.name()).put("message", variable.description()));
        return new CliException(ExitCode.FAILURE, sentence, problem);
    }
}
