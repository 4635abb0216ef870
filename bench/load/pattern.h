// The body every origin sends and every verifying client expects: one pseudo-random block whose
// length is a prime, repeated. A byte that is lost, doubled or taken from a neighbouring buffer
// therefore shows, wherever a proxy's power-of-two buffers begin and end.
#ifndef PATTERN_H
#define PATTERN_H

#include <stdint.h>
#include <string.h>

#define PATTERN_PERIOD 65521

// Fills `size` bytes as they stand at offset 0 of a body.
static inline void pattern_fill(char *out, long size) {
  uint32_t state = 2463534242u;
  for (long i = 0; i < size && i < PATTERN_PERIOD; i++) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    out[i] = (char)(state >> 24);
  }
  for (long i = PATTERN_PERIOD; i < size; i++) out[i] = out[i - PATTERN_PERIOD];
}

#endif
