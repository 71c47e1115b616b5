package io.avp.aol.policy;

import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which addresses may be dialled, accepted, and named in pongs and hits: {@code public}, or a list
 * of ranges.
 *
 * <p>{@code public} is everything but what RFC 6890 keeps from the public net: private, shared,
 * loopback, link-local, test, benchmark, multicast and reserved ranges.
 */
public final class ReachabilityPolicy implements IntPredicate {
  /** The word for all public addresses. */
  public static final String PUBLIC = "public";

  private static final List<Range> NOT_PUBLIC =
      List.of(
          Range.parse("0.0.0.0/8"),
          Range.parse("10.0.0.0/8"),
          Range.parse("100.64.0.0/10"),
          Range.parse("127.0.0.0/8"),
          Range.parse("169.254.0.0/16"),
          Range.parse("172.16.0.0/12"),
          Range.parse("192.0.0.0/24"),
          Range.parse("192.0.2.0/24"),
          Range.parse("192.88.99.0/24"),
          Range.parse("192.168.0.0/16"),
          Range.parse("198.18.0.0/15"),
          Range.parse("198.51.100.0/24"),
          Range.parse("203.0.113.0/24"),
          Range.parse("224.0.0.0/3"));

  private record Range(int network, int mask) {
    static Range parse(String text) {
      int slash = text.indexOf('/');
      int network = HostAddress.parseIp(slash < 0 ? text : text.substring(0, slash));
      int bits = slash < 0 ? 32 : prefix(text, slash);
      int mask = bits == 0 ? 0 : -1 << (32 - bits);
      if ((network & ~mask) != 0) {
        throw new IllegalArgumentException(
            "'"
                + text
                + "' has bits behind its prefix; did you mean "
                + HostAddress.ipText(network & mask)
                + "/"
                + bits
                + "?");
      }
      return new Range(network, mask);
    }

    private static int prefix(String text, int slash) {
      String digits = text.substring(slash + 1);
      if (!digits.matches("\\d{1,2}") || Integer.parseInt(digits) > 32) {
        throw new IllegalArgumentException("'" + text + "' has no prefix length of 0 to 32");
      }
      return Integer.parseInt(digits);
    }

    boolean contains(int ip) {
      return (ip & mask) == network;
    }
  }

  private final boolean allPublic;
  private final List<Range> ranges;

  private ReachabilityPolicy(boolean allPublic, List<Range> ranges) {
    this.allPublic = allPublic;
    this.ranges = ranges;
  }

  /**
   * Reads the setting.
   *
   * @param entries each {@code public}, an address, or a range as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException if an entry is neither, or there is none; the message says
   *     which
   */
  public static ReachabilityPolicy parse(List<String> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("no range: nobody could be reached; say \"public\"");
    }
    return new ReachabilityPolicy(
        entries.contains(PUBLIC),
        entries.stream().filter(e -> !e.equals(PUBLIC)).map(Range::parse).toList());
  }

  /** True if the address (big-endian number) is within reach. */
  @Override
  public boolean test(int ip) {
    for (Range range : ranges) {
      if (range.contains(ip)) {
        return true;
      }
    }
    return allPublic && isPublic(ip);
  }

  /** True if the address is one of the public net. */
  public static boolean isPublic(int ip) {
    for (Range range : NOT_PUBLIC) {
      if (range.contains(ip)) {
        return false;
      }
    }
    return true;
  }
}
