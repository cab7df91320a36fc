/**
 * SPI of language models: what the product asks of a model, whoever runs it. A plug-in provides a type of model server
 * ({@link io.mcpctl.llm.api.LlmProvider}); users write entries of that type, and each becomes a
 * {@link io.mcpctl.llm.api.LlmConnection}. Version 0.9 is open: it may change until the inference gateway uses it.
 */
@Export
@Version("0.9.0")
@NullMarked
package io.mcpctl.llm.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
