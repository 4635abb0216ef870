/** This room holds the heads of requests to the sizes that their route takes. */
@NullMarked
package dev.fairlead.filters.input;

import org.jspecify.annotations.NullMarked;
