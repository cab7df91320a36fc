/** A proxy model that offers the tools that change nothing, and no others. */
package com.example.readonly;
