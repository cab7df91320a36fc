/** Users, groups, rules, tokens and sessions: verifies bearers and decides by rules. */
@NullMarked
package io.mcpctl.identity.internal;

import org.jspecify.annotations.NullMarked;
