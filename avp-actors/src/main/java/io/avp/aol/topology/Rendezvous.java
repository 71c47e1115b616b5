package io.avp.aol.topology;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Highest-random-weight choice: everybody who knows the same candidates chooses the same one for a
 * name, names spread evenly, and a candidate that goes takes only its own names with it (Thaler and
 * Ravishankar, 1998).
 */
public final class Rendezvous {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private Rendezvous() {}

  /** The candidate for a name; empty if there is none. */
  public static Optional<String> first(String name, Collection<String> candidates) {
    return candidates.stream()
        .max(
            Comparator.<String>comparingLong(candidate -> weight(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static long weight(String name, String candidate) {
    long mixed = (hash(name) * SPREAD ^ hash(candidate)) * 0xC2B2AE3D27D4EB4FL;
    return (mixed ^ mixed >>> 29) * SPREAD;
  }

  private static long hash(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
