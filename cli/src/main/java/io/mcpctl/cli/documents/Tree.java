package io.mcpctl.cli.documents;

import com.fasterxml.jackson.databind.JsonNode;

/** A parsed input and where its parts were written. */
record Tree(JsonNode root, Lines lines) {}
