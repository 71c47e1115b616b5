/**
 * How much of what may be on its way at a time.
 *
 * <p>Topology control and traffic engineering of the network optimisation layer (paper, Figure 2):
 * {@link io.avp.nol.traffic.BatchWindow} for the links between virtual peers.
 */
package io.avp.nol.traffic;
