/** This room proves what concerns the house as a whole: its walls, its documents, its process. */
@NullMarked
package dev.fairlead.app;

import org.jspecify.annotations.NullMarked;
