package io.mcpctl.plugins.internal;

import org.osgi.framework.Bundle;

/** One version of a plug-in that is in service. */
record Running(Bundle bundle, JarFacts facts) {}
