/** This room tells what a file is by its first bytes, whatever it is called. */
@NullMarked
package dev.fairlead.filters.inspection.filetype;

import org.jspecify.annotations.NullMarked;
