/**
 * This room looks into bodies on their way: rules say which, signatures, file types and ClamAV say
 * what must not pass.
 */
@NullMarked
package dev.fairlead.filters.inspection;

import org.jspecify.annotations.NullMarked;
