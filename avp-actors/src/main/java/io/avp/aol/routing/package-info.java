/**
 * Where descriptors go: routes of message ids and servents, TTL rules, who gets a query, pongs.
 *
 * <p>The application optimisation layer's part of Figure 2 of the paper that optimises routing.
 *
 * <ul>
 *   <li>{@link io.avp.aol.routing.RouteHandles}: an int per connection that never means another
 *   <li>{@link io.avp.aol.routing.GuidRoutes}, {@link io.avp.aol.routing.Seen}: duplicates and the
 *       way back; {@link io.avp.aol.routing.PushRoutes}: the way to a servent
 *   <li>{@link io.avp.aol.routing.TtlRule}, {@link io.avp.aol.routing.QueryRouter}: how far, and to
 *       whom
 *   <li>{@link io.avp.aol.routing.DynamicQuery}, {@link io.avp.aol.routing.DynamicQueryRules}: how
 *       far a leaf's query goes beyond the realm
 *   <li>{@link io.avp.aol.routing.PingRule}, {@link io.avp.aol.routing.PongCache}, {@link
 *       io.avp.aol.routing.CachedPong}, {@link io.avp.aol.routing.OwnPong}: pings answered, never
 *       flooded
 *   <li>{@link io.avp.aol.routing.DuplicateMeter}, {@link io.avp.aol.routing.WeirdMeter}: reasons
 *       to part with a neighbour
 * </ul>
 */
package io.avp.aol.routing;
