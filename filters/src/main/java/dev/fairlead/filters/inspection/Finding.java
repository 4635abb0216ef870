package dev.fairlead.filters.inspection;

/**
 * Why a body may not pass.
 *
 * @param what as the end of a sentence: {@code the signature "eicar"}
 */
record Finding(String what) {}
