/**
 * The realm in virtual time, beside unmanaged overlays of the same peers that are asked the same.
 *
 * <p>The instrument of the paper's claims: what does an overlay with virtual peers save at sizes
 * that no machine for tests has? Here is what surrounds virtual peers: peers and what they share,
 * links and their delays, questions. What virtual peers do is decided by the classes of {@code
 * io.avp.aol} and {@code io.avp.vcc} alone, the same that run in a node. Beside it stands the
 * overlay of section II, which nobody manages, in time.
 */
package io.avp.ops.sim;
