/**
 * This room changes header fields: it adds those that make browsers careful, and does what rules of
 * the operator say.
 */
@NullMarked
package dev.fairlead.filters.headers;

import org.jspecify.annotations.NullMarked;
