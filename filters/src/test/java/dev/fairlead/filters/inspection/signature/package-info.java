@NullMarked
package dev.fairlead.filters.inspection.signature;

import org.jspecify.annotations.NullMarked;
