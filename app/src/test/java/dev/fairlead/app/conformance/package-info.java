/**
 * This room holds the proofs that need the whole program: suites that others wrote, real clients,
 * bodies through every pair of protocols, and abuse. Their scores are in {@code
 * docs/conformance.md} and may only rise.
 */
@NullMarked
package dev.fairlead.app.conformance;

import org.jspecify.annotations.NullMarked;
