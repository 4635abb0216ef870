/** This room proves what the commands print and how they end. */
@NullMarked
package dev.fairlead.app.cli;

import org.jspecify.annotations.NullMarked;
