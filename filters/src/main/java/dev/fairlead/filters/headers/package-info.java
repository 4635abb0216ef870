/** This room adds the response fields that make browsers careful. */
@NullMarked
package dev.fairlead.filters.headers;

import org.jspecify.annotations.NullMarked;
