package dev.fairlead.engine.rules;

/**
 * The routing rule that a request matched.
 *
 * @param name of the rule
 * @param namesHost whether the rule says for which hosts it is; those that do come before
 *     everything that Fairlead answers itself
 * @param value what it leads to
 */
public record Routed<T>(String name, boolean namesHost, T value) {}
