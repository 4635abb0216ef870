package dev.fairlead.engine.rules;

/**
 * A rule that cannot be used.
 *
 * @param index of the rule in its list, from 0
 * @param message for a person: names the rule and the remedy, one line
 */
public record Problem(int index, String message) {}
