package io.avp.ops.sim;

import java.util.SplittableRandom;

/**
 * Random numbers of one run: every entity draws from a stream of its own for every purpose, so that
 * neither threads nor the order of draws change anything.
 */
final class Streams {
  /** What numbers are drawn for. Appended only: the place is part of the seed. */
  enum Purpose {
    NAMES,
    GROUPS,
    FILES,
    QUERIES,
    GRAPH,
    ULTRAPEERS,
    PLACES,
    REALM,
    OUTSIDE,
    SESSIONS,
    RELATIONS
  }

  /** Odd, and its bits look random. */
  static final long SPREAD = 0x9E3779B97F4A7C15L;

  private Streams() {}

  /** The stream of an entity. */
  static SplittableRandom of(long seed, Purpose purpose, long entity) {
    return new SplittableRandom(mix(mix(seed + SPREAD * (purpose.ordinal() + 1L)) + entity));
  }

  /** Scatters the bits of a number (the finalizer of SplitMix64). */
  static long mix(long number) {
    long z = number + SPREAD;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
