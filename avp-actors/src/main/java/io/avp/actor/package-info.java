/**
 * All actors, and {@link io.avp.actor.AvpSystem}, the one start call.
 *
 * <p>They gather facts, ask the rules of the three layers (paper, Figure 2), and carry their
 * decisions out.
 */
package io.avp.actor;
