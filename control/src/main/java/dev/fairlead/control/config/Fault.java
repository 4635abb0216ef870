package dev.fairlead.control.config;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a configuration, or worth a word.
 *
 * @param severity {@code error}, {@code warning} or {@code note}
 * @param place where it was written, for people
 * @param line from 1, absent where it was not written in a file
 */
public record Fault(
    String severity,
    String place,
    @Nullable String file,
    @Nullable Integer line,
    @Nullable Integer column,
    String key,
    String message,
    String remedy) {}
