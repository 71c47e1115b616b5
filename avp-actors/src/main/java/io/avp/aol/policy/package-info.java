/**
 * What relations may do: rates, reachable ranges, pushes, datagrams, connect-backs.
 *
 * <p>Policy control of the application optimisation layer (paper, Figure 2).
 *
 * <ul>
 *   <li>{@link io.avp.aol.policy.RatePolicy} with {@link io.avp.aol.policy.RateSettings}: one per
 *       relation
 *   <li>{@link io.avp.aol.policy.PushPolicy}, {@link io.avp.aol.policy.DatagramPolicy}, {@link
 *       io.avp.aol.policy.ConnectBackPolicy}: one per virtual peer, so that nobody is attacked
 *       through it
 *   <li>{@link io.avp.aol.policy.ReachabilityPolicy}: the setting {@code avp.gnutella.reachable},
 *       given to all others as an {@code IntPredicate}
 * </ul>
 */
package io.avp.aol.policy;
