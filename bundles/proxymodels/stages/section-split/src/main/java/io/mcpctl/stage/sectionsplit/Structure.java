package io.mcpctl.stage.sectionsplit;

import java.util.List;

/** A way to see parts in a content. */
interface Structure {
    /** Whether the content is of this sort. */
    boolean isIn(String content);

    /** Its parts in order; one or none when it has no structure. {@code depth} is 0 for the content itself. */
    List<Part> parts(String content, int depth);

    /** What stands between parts that are put together again. */
    String glue();
}
