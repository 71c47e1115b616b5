/**
 * Which relations a virtual peer begins, accepts and ends.
 *
 * <p>Topology control of the application optimisation layer (paper, Figure 2).
 *
 * <ul>
 *   <li>{@link io.avp.aol.topology.AdmissionPolicy} ({@link io.avp.aol.topology.AdmissionFacts} in,
 *       {@link io.avp.aol.topology.Admission} out) and {@link io.avp.aol.topology.SlotBook}: who is
 *       accepted; {@link io.avp.aol.topology.Referrals}: who is named to whoever asks
 *   <li>{@link io.avp.aol.topology.DialController}, {@link io.avp.aol.topology.HostCache}, {@link
 *       io.avp.aol.topology.KnownHost}: whom to dial
 *   <li>{@link io.avp.aol.topology.DialBudget}, {@link io.avp.aol.topology.DialPurpose}, {@link
 *       io.avp.aol.topology.DialDuty}: how often, over all nodes
 *   <li>{@link io.avp.aol.topology.HandOverController}, {@link io.avp.aol.topology.DialOutcome},
 *       {@link io.avp.aol.topology.ListeningRule}: who takes the members of a node that ends
 *   <li>{@link io.avp.aol.topology.AliveRule}, {@link io.avp.aol.topology.AlivePingTimer}: who is
 *       still there
 * </ul>
 */
package io.avp.aol.topology;
