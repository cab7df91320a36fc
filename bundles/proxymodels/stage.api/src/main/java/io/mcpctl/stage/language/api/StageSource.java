package io.mcpctl.stage.language.api;

import java.nio.file.Path;

/**
 * The source of one stage.
 *
 * @param file where it was read from; its name is what errors begin with
 * @param stage name of the stage that it is to become
 * @param text what it says
 */
public record StageSource(Path file, String stage, String text) {
    /** The name of the file, without its folders. */
    public String fileName() {
        return String.valueOf(file.getFileName());
    }
}
