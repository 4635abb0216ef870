/** This room asks ClamAV's daemon about whole bodies. */
@NullMarked
package dev.fairlead.filters.inspection.clamav;

import org.jspecify.annotations.NullMarked;
