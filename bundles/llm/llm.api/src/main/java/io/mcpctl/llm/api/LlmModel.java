package io.mcpctl.llm.api;

import java.util.OptionalInt;

/**
 * A model.
 *
 * @param id as requests name it
 * @param contextTokens how many tokens request and answer may have together; empty when unknown
 */
public record LlmModel(String id, OptionalInt contextTokens) {}
