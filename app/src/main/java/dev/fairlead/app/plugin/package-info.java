/**
 * This room runs the code of others: it loads plug-ins from jars, tells what is wrong with them,
 * and stands between their faults and the traffic.
 */
@NullMarked
package dev.fairlead.app.plugin;

import org.jspecify.annotations.NullMarked;
