@NullMarked
package dev.fairlead.filters.inspection;

import org.jspecify.annotations.NullMarked;
