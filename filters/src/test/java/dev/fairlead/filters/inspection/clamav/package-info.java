@NullMarked
package dev.fairlead.filters.inspection.clamav;

import org.jspecify.annotations.NullMarked;
