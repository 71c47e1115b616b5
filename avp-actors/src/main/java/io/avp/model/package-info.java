/**
 * Identities, measured states and decisions that all layers share.
 *
 * <p>The virtual peer, its overlay links and its community as the paper names them (section III).
 */
package io.avp.model;
