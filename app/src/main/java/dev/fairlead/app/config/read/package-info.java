/**
 * This room turns documents (YAML, TOML, JSON, variables) into one tree in which every value knows
 * where it was written, and gathers what is wrong on the way.
 */
@NullMarked
package dev.fairlead.app.config.read;

import org.jspecify.annotations.NullMarked;
