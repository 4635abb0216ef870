/** This room holds the commands that a person types. */
@NullMarked
package dev.fairlead.app.cli;

import org.jspecify.annotations.NullMarked;
