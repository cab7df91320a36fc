package io.mcpctl.cli.command;

import io.mcpctl.cli.variables.Questionnaire.Person;

/** Somebody who is told what it is about before the first question. */
final class Introduced implements Person {
    private final Person person;
    private final Runnable introduction;
    private boolean told;

    private Introduced(Person person, Runnable introduction) {
        this.person = person;
        this.introduction = introduction;
    }

    static Person to(Person person, Runnable introduction) {
        return new Introduced(person, introduction);
    }

    @Override
    public String answer(String question) {
        tell();
        return person.answer(question);
    }

    @Override
    public String secret(String question) {
        tell();
        return person.secret(question);
    }

    private void tell() {
        if (!told) {
            told = true;
            introduction.run();
        }
    }
}
