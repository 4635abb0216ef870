@NullMarked
package dev.fairlead.filters.inspection.coding;

import org.jspecify.annotations.NullMarked;
