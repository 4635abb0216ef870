/**
 * This room holds the value types of the configuration: each parses one scalar, prints itself in
 * the form a person would write, and never prints a secret.
 */
@NullMarked
package dev.fairlead.app.config.unit;

import org.jspecify.annotations.NullMarked;
