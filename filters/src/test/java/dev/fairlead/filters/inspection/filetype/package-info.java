@NullMarked
package dev.fairlead.filters.inspection.filetype;

import org.jspecify.annotations.NullMarked;
