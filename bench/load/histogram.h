// Latencies in nanoseconds, counted in buckets 1/128 wide relative to their value.
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdint.h>

#define HISTOGRAM_STEPS 128

struct histogram {
  uint64_t total;
  uint64_t counts[64 * HISTOGRAM_STEPS];
};

static inline void histogram_add(struct histogram *h, int64_t nanos) {
  uint64_t value = nanos < HISTOGRAM_STEPS ? HISTOGRAM_STEPS : (uint64_t)nanos;
  int shift = 63 - __builtin_clzll(value) - 7;
  h->counts[shift * HISTOGRAM_STEPS + (value >> shift) - HISTOGRAM_STEPS]++;
  h->total++;
}

// The upper edge, in microseconds, of the bucket below which `share` (0..1) of the values lie.
static inline double histogram_micros(const struct histogram *h, double share) {
  uint64_t seen = 0, wanted = (uint64_t)(share * (double)h->total + 0.5);
  for (int i = 0; i < 56 * HISTOGRAM_STEPS; i++) {
    seen += h->counts[i];
    if (seen >= wanted && seen > 0) {
      int shift = i / HISTOGRAM_STEPS;
      return (double)((uint64_t)(i % HISTOGRAM_STEPS + HISTOGRAM_STEPS + 1) << shift) / 1000.0;
    }
  }
  return 0;
}

#endif
