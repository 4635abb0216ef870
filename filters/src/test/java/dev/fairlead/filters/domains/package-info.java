@NullMarked
package dev.fairlead.filters.domains;

import org.jspecify.annotations.NullMarked;
