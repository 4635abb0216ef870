/**
 * This room makes records out of located trees: what a record's components are called, which type
 * they have and what {@link dev.fairlead.app.config.bind.Key} says of them is the whole schema.
 */
@NullMarked
package dev.fairlead.app.config.bind;

import org.jspecify.annotations.NullMarked;
