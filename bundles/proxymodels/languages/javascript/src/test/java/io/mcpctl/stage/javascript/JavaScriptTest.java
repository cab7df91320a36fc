package io.mcpctl.stage.javascript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.StageResult;
import io.mcpctl.stage.language.api.StageSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JavaScriptTest {
    private static final JavaScript LANGUAGE = new JavaScript(Path.of("target/home"), Memory.ofDaemon());

    private final Surroundings surroundings = new Surroundings(20_000);

    @AfterAll
    static void close() {
        LANGUAGE.close();
    }

    private static PipelineStage load(String text) {
        return LANGUAGE.load(new StageSource(Path.of("shout.js"), "shout", text));
    }

    private static String refusal(String text) {
        return String.valueOf(
                assertThrows(ProblemException.class, () -> load(text)).getMessage());
    }

    private StageResult run(String text, String input) {
        try {
            return load(text).process(input, surroundings);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String failure(String text) {
        return String.valueOf(
                assertThrows(ScriptFailure.class, () -> run(text, "hello")).getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export default function whatever(input) { return input.toUpperCase(); }",
                "export default (input, context) => input.toUpperCase();",
                "export default async (input) => { await null; return input.toUpperCase(); }",
                "export function stage(input) { return { content: input.toUpperCase() }; }",
                "function stage(input, context) { return input.toUpperCase(); }",
                "globalThis.stage = (input) => Promise.resolve(input.toUpperCase());"
            })
    void aStageIsADefaultExportOrAGlobalFunctionAndPromisesAreAwaited(String text) {
        assertEquals("HELLO", run(text, "hello").content());
    }

    @Test
    void aResultMayHaveSectionsAndMetadata() {
        StageResult result = run("""
                export default (input) => ({
                  content: input,
                  sections: [{ id: 'a', title: 'A', content: '1', children: [{ id: 'b', title: 'B', content: '2' }] }],
                  metadata: { lines: 3, kind: 'log' },
                });
                """, "x");

        assertEquals("b", result.sections().getFirst().children().getFirst().id());
        assertEquals(Map.of("lines", "3", "kind", "log"), result.metadata());
    }

    @Test
    void theContextTellsConfigOriginAndSectionsAndHasALogAndACache() {
        surroundings.config.put("words", List.of("a", "b"));
        surroundings.config.put("deep", Map.of("size", 3));
        String text = """
                export default (input, context) => {
                  context.log.info('seen', { size: context.config.deep.size });
                  console.warn('careful');
                  const once = context.cache.get('key', () => 'made');
                  const twice = context.cache.get('key', () => { throw new Error('made twice'); });
                  return [context.config.words.join('+'), context.origin.kind, context.origin.arguments.path,
                    context.original, context.sections.length, once, twice].join(' ');
                };
                """;

        assertEquals("a+b toolResult /x before 0 made made", run(text, "x").content());
        assertEquals(List.of("INFO seen {\"size\":3}", "WARNING careful"), surroundings.lines);
    }

    @Test
    void aCacheMayRememberWhatAPromiseBrings() throws Exception {
        PipelineStage stage = load("""
                export default async (input, { cache }) => await cache.get('k', async () => input);
                """);

        assertEquals("first", stage.process("first", surroundings).content());
        assertEquals("first", stage.process("second", surroundings).content());
    }

    @Test
    void callsShareNothing() throws Exception {
        PipelineStage stage = load("let calls = 0; export default () => String(++calls) + (globalThis.left ??= 'no');");

        assertEquals("1no", stage.process("", surroundings).content());
        assertEquals("1no", stage.process("", surroundings).content());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'let x = 1;\nexport default funktion () {}' | shout.js:2: Expected",
                "'const answer = 42;' | 'shout.js: there is no stage in it; export a function as default, or define a function stage(input, context)'",
                "'export default 42;' | shout.js: there is no stage in it",
                "'\n\nnull.x; function stage() {}' | shout.js:3: TypeError: Cannot read propert",
                "'import fs from \"fs\"; export default () => fs;' | shout.js"
            })
    void aScriptThatCannotBeUsedIsRefusedWithFileAndLine(String text, String words) {
        String sentence = refusal(text);

        assertTrue(sentence.startsWith(words), sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'export default () => {\n  throw new Error(\"no\");\n}' | shout.js:2: Error: no",
                "'export default async () => {\n  await null;\n  undefined.x;\n}' | shout.js:3: TypeError",
                "'export default () => { throw \"words\" }' | shout.js: threw words",
                "'export default () => 42' | returned a value of type",
                "'export default () => null' | returned nothing",
                "'export default () => {}' | returned nothing",
                "'export default () => [1]' | returned a value of type",
                "'export default () => ({ text: 1 })' | returned an object whose content is no text",
                "'export default () => ({ content: \"\", sections: {} })' | returned sections that are no list",
                "'export default () => new Promise(() => {})' | shout.js: returned a promise that nothing fulfils",
                "'export default () => { const f = () => f() + 1; return f(); }' | shout.js",
                "'export default () => \"x\".repeat(50_000_000)' | 'shout.js:1: RangeError: Invalid string length'"
            })
    void whatGoesWrongInACallIsToldWithFileAndLine(String text, String words) {
        String sentence = failure(text);

        assertTrue(sentence.contains(words), sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (;;);",
                "while (true) { try { for (;;); } catch (e) {} finally { continue; } }",
                "/(a*)*(b*)*(a*)*(b*)*c/.test('ab'.repeat(5000)); for (;;);",
                "new Array(1e9).join('x').split(''); for (;;);",
                "await new Promise(() => { for (;;); });"
            })
    void aScriptThatNeverEndsIsStoppedAtItsDeadline(String endless) {
        Surroundings hurried = new Surroundings(300);
        PipelineStage stage = load("export default async (input) => { " + endless + " }");

        String sentence = String.valueOf(assertThrows(ScriptFailure.class, () -> stage.process("", hurried))
                .getMessage());

        assertTrue(
                sentence.equals("shout.js: was stopped: not back after 300 ms") || sentence.contains("Error"),
                sentence);
    }

    @Test
    void aScriptThatNeverEndsWhileItIsLoadedIsRefused() {
        Thread.currentThread().interrupt(); // in place of ten seconds
        String sentence = refusal("for (;;);");
        Thread.interrupted();

        assertEquals("shout.js: was stopped: nobody waits for it any more", sentence);
    }

    @Test
    void aScriptThatFillsTheMemoryIsStopped() {
        JavaScript language = new JavaScript(Path.of("target/home"), new Memory(16 << 20, 0.5, () -> 0.6));
        try {
            PipelineStage stage = language.load(new StageSource(
                    Path.of("hungry.js"), "hungry", "function stage() { const a = []; for (;;) a.push({ a: [1] }); }"));

            String sentence = String.valueOf(assertThrows(ScriptFailure.class, () -> stage.process("", surroundings))
                    .getMessage());

            assertEquals("hungry.js: was stopped: the memory of the daemon got short", sentence);
        } finally {
            language.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Java", "Packages", "java", "Polyglot", "Graal", "load", "loadWithNewGlobal", "print", "require",
                "process", "fetch", "XMLHttpRequest", "setTimeout", "Worker", "SharedArrayBuffer", "WebAssembly",
                        "quit", "read",
                "readFully", "importScripts"
            })
    void thereIsNoWayOut(String name) {
        String type = run("export default () => typeof globalThis['" + name + "'];", "")
                .content();

        assertEquals("undefined", type);
    }

    @Test
    void nothingOfTheDaemonIsReachedThroughWhatAStageIsGiven() {
        String text = """
                export default (input, context) => {
                  const found = [];
                  for (const one of [context, context.log, context.cache, context.log.info, context.config]) {
                    for (const name of ['getClass', 'class', 'constructor']) {
                      const value = one[name];
                      if (value && value !== Object && value !== Function) found.push(name);
                    }
                  }
                  try { context.log.info.constructor('return Java')().type('java.lang.System'); found.push('Java'); }
                  catch (e) { /* as it has to be */ }
                  return found.join();
                };
                """;

        assertEquals("", run(text, "").content());
        assertFalse(surroundings.lines.contains("found"));
    }
}
