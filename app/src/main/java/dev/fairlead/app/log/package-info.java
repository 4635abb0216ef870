/** This room writes down what happens: the program's own messages and one line per exchange. */
@NullMarked
package dev.fairlead.app.log;

import org.jspecify.annotations.NullMarked;
