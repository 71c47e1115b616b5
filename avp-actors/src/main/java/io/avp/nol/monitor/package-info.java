/**
 * What relations cost: round-trip time, bytes each way, drops, age of the send queue.
 *
 * <p>Performance monitoring of the network optimisation layer (paper, Figure 2): {@link
 * io.avp.nol.monitor.RttMeter}, and {@link io.avp.nol.monitor.LinkMeter} that makes a {@link
 * io.avp.nol.monitor.LinkReport} when something changed.
 */
package io.avp.nol.monitor;
