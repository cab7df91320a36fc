package io.mcpctl.jsonrpc.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of one object that are looked for, and what is looked for inside them. */
record Level(List<Key> keys) {

    static final class Key {
        private final byte[] name;
        private final Member member;
        private final @Nullable Level inner;

        Key(byte[] name, Member member, @Nullable Level inner) {
            this.name = name;
            this.member = member;
            this.inner = inner;
        }

        Member member() {
            return member;
        }

        @Nullable
        Level inner() {
            return inner;
        }
    }

    static final Level MESSAGE = new Level(List.of(
            key("jsonrpc", Member.JSONRPC),
            key("id", Member.ID),
            key("method", Member.METHOD),
            key("params", Member.PARAMS, params()),
            key("result", Member.RESULT, result()),
            key("error", Member.ERROR, new Level(List.of(key("code", Member.ERROR_CODE))))));

    private static Level params() {
        return new Level(List.of(
                key("name", Member.PARAMS_NAME),
                key("uri", Member.PARAMS_URI),
                key("cursor", Member.PARAMS_CURSOR),
                key("level", Member.PARAMS_LEVEL),
                key("requestId", Member.PARAMS_REQUEST_ID),
                key("progressToken", Member.PARAMS_PROGRESS_TOKEN),
                key("protocolVersion", Member.PARAMS_PROTOCOL_VERSION),
                key("capabilities", Member.PARAMS_CAPABILITIES),
                key("taskId", Member.PARAMS_TASK_ID),
                key("notifications", Member.PARAMS_NOTIFICATIONS),
                key(
                        "ref",
                        Member.PARAMS_REF,
                        new Level(List.of(
                                key("type", Member.PARAMS_REF_TYPE),
                                key("name", Member.PARAMS_REF_NAME),
                                key("uri", Member.PARAMS_REF_URI)))),
                key(
                        "_meta",
                        Member.PARAMS_META,
                        new Level(List.of(
                                key("progressToken", Member.PARAMS_META_PROGRESS_TOKEN),
                                key("io.modelcontextprotocol/protocolVersion", Member.PARAMS_META_PROTOCOL_VERSION),
                                key("io.modelcontextprotocol/clientInfo", Member.PARAMS_META_CLIENT_INFO),
                                key(
                                        "io.modelcontextprotocol/clientCapabilities",
                                        Member.PARAMS_META_CLIENT_CAPABILITIES),
                                key("io.modelcontextprotocol/logLevel", Member.PARAMS_META_LOG_LEVEL),
                                key("io.modelcontextprotocol/subscriptionId", Member.PARAMS_META_SUBSCRIPTION_ID))))));
    }

    private static Level result() {
        return new Level(List.of(
                key("protocolVersion", Member.RESULT_PROTOCOL_VERSION),
                key("capabilities", Member.RESULT_CAPABILITIES),
                key("serverInfo", Member.RESULT_SERVER_INFO),
                key("instructions", Member.RESULT_INSTRUCTIONS),
                key("nextCursor", Member.RESULT_NEXT_CURSOR),
                key("tools", Member.RESULT_TOOLS),
                key("prompts", Member.RESULT_PROMPTS),
                key("resources", Member.RESULT_RESOURCES),
                key("resourceTemplates", Member.RESULT_RESOURCE_TEMPLATES),
                key("isError", Member.RESULT_IS_ERROR),
                key("resultType", Member.RESULT_TYPE),
                key("inputRequests", Member.RESULT_INPUT_REQUESTS),
                key("requestState", Member.RESULT_REQUEST_STATE),
                key("supportedVersions", Member.RESULT_SUPPORTED_VERSIONS),
                key(
                        "_meta",
                        Member.RESULT_META,
                        new Level(List.of(
                                key("io.modelcontextprotocol/serverInfo", Member.RESULT_META_SERVER_INFO),
                                key("io.modelcontextprotocol/subscriptionId", Member.RESULT_META_SUBSCRIPTION_ID))))));
    }

    private static Key key(String name, Member member) {
        return key(name, member, null);
    }

    private static Key key(String name, Member member, @Nullable Level inner) {
        return new Key(name.getBytes(StandardCharsets.US_ASCII), member, inner);
    }

    /** Finds the key in a string token without its quotes; a key written with escapes is decoded first. */
    @Nullable
    Key find(byte[] bytes, int start, int end) {
        for (Key key : keys) {
            if (Arrays.equals(bytes, start, end, key.name, 0, key.name.length)) {
                return key;
            }
        }
        return hasEscape(bytes, start, end) ? findEscaped(bytes, start, end) : null;
    }

    private @Nullable Key findEscaped(byte[] bytes, int start, int end) {
        String name = JsonText.decode(bytes, new Span(start - 1, end + 1));
        byte[] plain = name.getBytes(StandardCharsets.UTF_8);
        return hasEscape(plain, 0, plain.length) ? null : find(plain, 0, plain.length);
    }

    private static boolean hasEscape(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\\') {
                return true;
            }
        }
        return false;
    }
}
