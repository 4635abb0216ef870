/** This room lends the tests of all filters an exchange that exists for one filter only. */
@NullMarked
package dev.fairlead.filters;

import org.jspecify.annotations.NullMarked;
