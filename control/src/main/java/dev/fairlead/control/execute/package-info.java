/**
 * This room runs commands that the operator has listed, for callers who hold the token, and streams
 * what they print. {@link dev.fairlead.control.execute.Execute} is the door; an {@code Execution}
 * is one process from its start to the end of the last member of its group.
 */
@NullMarked
package dev.fairlead.control.execute;

import org.jspecify.annotations.NullMarked;
