/**
 * Who may answer a query: hints by slot of the QRP hash.
 *
 * <p>Topology control of the virtual control cache (paper, Figure 2): {@link
 * io.avp.vcc.cache.SlotHints} counts at the virtual peer and makes a {@link
 * io.avp.vcc.cache.SlotDelta} per region; {@link io.avp.vcc.cache.RegionHints} collects at the
 * region; {@link io.avp.vcc.cache.RoutingWord} says which region to ask.
 */
package io.avp.vcc.cache;
