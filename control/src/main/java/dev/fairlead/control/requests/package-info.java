/**
 * This room shows what passed lately: it keeps the records of the most recent exchanges and answers
 * lists, single records and a live stream of them.
 */
@NullMarked
package dev.fairlead.control.requests;

import org.jspecify.annotations.NullMarked;
