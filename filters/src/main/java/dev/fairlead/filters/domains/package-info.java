/**
 * This room decides by name which hosts may be reached: entries of the configuration, and list
 * files with millions of names that are read again when they change.
 */
@NullMarked
package dev.fairlead.filters.domains;

import org.jspecify.annotations.NullMarked;
