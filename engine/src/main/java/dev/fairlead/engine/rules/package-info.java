/**
 * This room decides by name: which hosts a list of rules means, and which route a request takes.
 * Rules are compiled once and never change; a new configuration compiles new ones.
 */
@NullMarked
package dev.fairlead.engine.rules;

import org.jspecify.annotations.NullMarked;
