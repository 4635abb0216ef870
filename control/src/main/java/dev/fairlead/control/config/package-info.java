/** This room shows and changes the configuration in force. */
@NullMarked
package dev.fairlead.control.config;

import org.jspecify.annotations.NullMarked;
