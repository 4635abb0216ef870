/**
 * This room shares requests out among the targets of a group: which of them may take one, which of
 * those gets it, what its answer says of it, and whether another attempt is worth it. It knows no
 * channel and no loop; all loops use it at once, without locks.
 */
@NullMarked
package dev.fairlead.engine.upstream.balance;

import org.jspecify.annotations.NullMarked;
