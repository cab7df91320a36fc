/** An example of a plug-in: a language model that is a table. */
@NullMarked
package com.example.llmtable;

import org.jspecify.annotations.NullMarked;
