package io.mcpctl.stage.sectionsplit;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.stage.api.Settings;
import java.util.List;

/**
 * How large what may be, in bytes.
 *
 * @param content smaller ones are left alone
 * @param smallest smaller sections are put together
 * @param largest larger sections are split again
 * @param type the structure to look for; empty to find out
 */
record Limits(int content, int smallest, int largest, String type) {
    private static final String CONTENT = "minContentSize";
    private static final String SMALLEST = "minSectionSize";
    private static final String LARGEST = "maxSectionSize";
    private static final String TYPE = "contentType";

    static Limits of(Settings config) {
        config.only(List.of(CONTENT, SMALLEST, LARGEST, TYPE));
        Limits limits = new Limits(
                config.number(CONTENT, 2_000, 0, Integer.MAX_VALUE),
                config.number(SMALLEST, 500, 0, Integer.MAX_VALUE),
                config.number(LARGEST, 15_000, 256, Integer.MAX_VALUE),
                config.word(TYPE, "", List.of("", "json", "yaml", "code", "prose")));
        if (limits.smallest > limits.largest) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    SMALLEST + " is " + limits.smallest + ", but must not be above " + LARGEST + " (" + limits.largest
                            + ")");
        }
        return limits;
    }
}
