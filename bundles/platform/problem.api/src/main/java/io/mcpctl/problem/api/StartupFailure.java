package io.mcpctl.problem.api;

/**
 * Tells the launcher that the daemon cannot serve, so that the start ends with the reason instead of a time-out. The
 * launcher is outside the framework and shares no types with bundles: a system property is the channel.
 */
public final class StartupFailure {
    /** Name of the system property that holds the sentence. */
    public static final String PROPERTY = "mcpctl.startup.error";

    /** Name of the system property that holds the exit code, when it is not 1. */
    public static final String EXIT_CODE = "mcpctl.startup.exit";

    private StartupFailure() {}

    /** As {@link #report}, for a daemon that was started in a wrong way: the exit code is that of wrong usage, 2. */
    public static synchronized ProblemException misuse(ProblemException problem) {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(EXIT_CODE, "2");
        }
        return report(problem);
    }

    /** Remembers the detail of the problem; the first report wins. Returns the problem, to be thrown. */
    public static synchronized ProblemException report(ProblemException problem) {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, problem.problem().detail());
        }
        return problem;
    }
}
