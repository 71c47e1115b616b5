/**
 * The three-group handshake 0.6, and the one of 0.4 before it, as a pure state machine, both roles,
 * and the {@code HandshakePolicy} that decides in it.
 *
 * <p>Where relations are initiated and accepted (paper, section III, application optimisation
 * layer).
 */
package io.avp.gnutella.handshake;
