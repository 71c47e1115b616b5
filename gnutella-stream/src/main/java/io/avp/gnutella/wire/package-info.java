/**
 * Bounds-checked cursors over received bytes, the values that several descriptors share, and the
 * one typed decode failure.
 *
 * <p>The ground floor: everything that the unmodified servents of the paper say to an Active
 * Virtual Peer (section III) is read and written here.
 */
package io.avp.gnutella.wire;
