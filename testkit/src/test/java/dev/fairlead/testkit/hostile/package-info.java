/** This room proves the judge: it must see what is ambiguous and must not see what is not. */
@NullMarked
package dev.fairlead.testkit.hostile;

import org.jspecify.annotations.NullMarked;
