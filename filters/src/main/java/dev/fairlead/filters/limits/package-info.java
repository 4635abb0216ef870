/** This room bounds how much of the proxy clients may use at once. */
@NullMarked
package dev.fairlead.filters.limits;

import org.jspecify.annotations.NullMarked;
