package io.avp.vcc.monitor;

/**
 * Descriptors of one sort.
 *
 * @param descriptors how many, 0 or more
 * @param bytes their length, headers included
 */
public record Tally(long descriptors, long bytes) {
  /** None. */
  public static final Tally NONE = new Tally(0, 0);

  /** The sum of two. */
  public Tally plus(Tally other) {
    return new Tally(descriptors + other.descriptors, bytes + other.bytes);
  }

  /** Mean length, 0 if there are none. */
  double meanBytes() {
    return descriptors == 0 ? 0 : (double) bytes / descriptors;
  }

  boolean isNegative() {
    return (descriptors | bytes) < 0;
  }
}
