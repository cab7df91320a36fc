package io.mcpctl.prompts.internal;

import io.mcpctl.prompts.api.PromptSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a text says, taken from the text itself: its first sentence, and its Markdown headings as chapters. */
final class Summary {
    private static final int MAX_CHAPTERS = 100;
    private static final int MAX_TITLE = 200;

    private final List<String> chapters = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private boolean paragraphDone;
    private boolean fenced;

    private Summary() {}

    /** The prompt with both; neither is there for a text that says nothing. */
    static PromptSpec of(PromptSpec prompt) {
        Summary summary = new Summary();
        prompt.content().lines().forEach(summary::read);
        return prompt.summedUp(summary.sentence(), summary.chapters);
    }

    private void read(String line) {
        String text = line.strip();
        if (text.startsWith("```") || text.startsWith("~~~")) {
            fenced = !fenced;
            endParagraph();
        } else if (!fenced) {
            int level = level(text);
            if (level > 0) {
                heading(text.substring(level));
            } else if (text.isEmpty()) {
                endParagraph();
            } else if (!paragraphDone && paragraph.length() <= PromptSpec.MAX_SUMMARY) {
                paragraph.append(paragraph.isEmpty() ? "" : " ").append(text);
            }
        }
    }

    private void endParagraph() {
        paragraphDone |= !paragraph.isEmpty();
    }

    /** One to six number signs and a space make a heading. */
    private static int level(String text) {
        int level = 0;
        while (level < text.length() && text.charAt(level) == '#') {
            level++;
        }
        return level >= 1 && level <= 6 && level < text.length() && text.charAt(level) == ' ' ? level : 0;
    }

    private void heading(String text) {
        endParagraph();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '#') {
            end--;
        }
        String title = text.substring(0, end).strip();
        if (!title.isEmpty() && chapters.size() < MAX_CHAPTERS) {
            chapters.add(cut(title, MAX_TITLE));
        }
    }

    private Optional<String> sentence() {
        if (paragraph.isEmpty()) {
            return chapters.stream().findFirst();
        }
        String text = paragraph.toString();
        for (int i = 0; i < text.length() - 1; i++) {
            if (".!?".indexOf(text.charAt(i)) >= 0 && text.charAt(i + 1) == ' ') {
                return Optional.of(cut(text.substring(0, i + 1), PromptSpec.MAX_SUMMARY));
            }
        }
        return Optional.of(cut(text, PromptSpec.MAX_SUMMARY));
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 2)) ? limit - 2 : limit - 1;
        return text.substring(0, end).stripTrailing() + "…";
    }
}
