package dev.fairlead.app.config.read;

/** What an environment variable holds, and whether the process or a {@code .env} file set it. */
public record Variable(String value, Place place) {}
