package io.avp.aol.policy;

import io.avp.model.AddressRates;
import io.avp.model.Decision;
import io.avp.model.RateLimit;
import java.util.function.IntPredicate;

/**
 * Which datagrams are answered. The sender's address of a datagram can be forged, so an answer is
 * never longer than three times the request, and answers to one address are bounded. Not safe for
 * several threads.
 */
public final class DatagramPolicy {
  /** Longest answer as a multiple of the request. */
  public static final int MAX_FACTOR = 3;

  /** One answer a second to one address, five at once. */
  public static final RateLimit STANDARD = RateLimit.of(1, 1, 5);

  private final IntPredicate reachable;
  private final AddressRates perSource;

  /**
   * Nothing answered yet.
   *
   * @param limit answers to one address
   * @param reachable whether an address may be answered
   * @param capacity most addresses remembered at a time
   */
  public DatagramPolicy(RateLimit limit, IntPredicate reachable, int capacity) {
    this.reachable = reachable;
    this.perSource = new AddressRates(limit, capacity);
  }

  /**
   * Longest answer to a request, in bytes, header included.
   *
   * @param requestBytes length of the datagram, header included
   */
  public static int largestReply(int requestBytes) {
    return MAX_FACTOR * requestBytes;
  }

  /**
   * Judges an answer; if it is permitted, it counts as sent.
   *
   * @param sourceIp whence the request seems to come
   * @param requestBytes length of the datagram, header included
   * @param replyBytes length of the answer, or of all answers together, headers included
   */
  public Decision reply(int sourceIp, int requestBytes, int replyBytes, long nowNanos) {
    if (!reachable.test(sourceIp) || replyBytes > largestReply(requestBytes)) {
      return Decision.IGNORE;
    }
    return perSource.permit(sourceIp, nowNanos) ? Decision.PERMIT : Decision.IGNORE;
  }

  /** Answers refused because too many addresses asked. */
  public long overflows() {
    return perSource.overflows();
  }
}
