/** This room shows where requests can go and how it is there, and takes targets out of service. */
@NullMarked
package dev.fairlead.control.upstreams;

import org.jspecify.annotations.NullMarked;
