package io.mcpctl.proxymodel.api;

/** What becomes of a call of a tool before its server sees it. */
public sealed interface CallDecision {
    /** It goes on as it is. */
    CallDecision PASS = new Pass();

    /** It goes on with other arguments, a JSON object. */
    static CallDecision withArguments(String arguments) {
        return new Forward(arguments);
    }

    /** It is answered here. */
    static CallDecision answer(ToolResult result) {
        return new Answer(result);
    }

    /** It goes on as it is. */
    record Pass() implements CallDecision {}

    /**
     * It goes on with other arguments.
     *
     * @param arguments a JSON object
     */
    record Forward(String arguments) implements CallDecision {}

    /** It is answered with this result. */
    record Answer(ToolResult result) implements CallDecision {}
}
