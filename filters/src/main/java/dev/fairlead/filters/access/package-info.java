/** This room decides by address who may use the proxy, and which route. */
@NullMarked
package dev.fairlead.filters.access;

import org.jspecify.annotations.NullMarked;
