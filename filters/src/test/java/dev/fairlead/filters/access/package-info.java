@NullMarked
package dev.fairlead.filters.access;

import org.jspecify.annotations.NullMarked;
