package io.avp.vcc.policy;

import io.avp.model.Decision;

/** Which holders one that asks is told of, after the answer was found for all that ask the same. */
public final class AskerPolicy {
  private AskerPolicy() {}

  /**
   * Judges one holder for one that asks.
   *
   * @param own true if it asks for what it has itself
   * @param askerFirewalled true if nobody can dial the one that asks
   * @param pushOnly true if nobody can dial the holder
   * @param bothPunch true if both can transfer from firewall to firewall
   * @return {@link Decision#IGNORE} if it could not fetch anything from there
   */
  public static Decision decide(
      boolean own, boolean askerFirewalled, boolean pushOnly, boolean bothPunch) {
    boolean unreachable = askerFirewalled && pushOnly && !bothPunch;
    return own || unreachable ? Decision.IGNORE : Decision.PERMIT;
  }
}
