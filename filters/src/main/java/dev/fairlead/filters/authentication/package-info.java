/** This room asks clients of the forward door who they are (RFC 9110 §11.7). */
@NullMarked
package dev.fairlead.filters.authentication;

import org.jspecify.annotations.NullMarked;
