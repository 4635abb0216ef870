@NullMarked
package dev.fairlead.filters.input;

import org.jspecify.annotations.NullMarked;
