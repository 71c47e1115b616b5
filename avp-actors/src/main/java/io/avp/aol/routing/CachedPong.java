package io.avp.aol.routing;

import io.avp.gnutella.wire.HostAddress;

/**
 * A host that can be named to others.
 *
 * @param address where it can be dialled
 * @param files shared files as it says
 * @param kib shared KiB as it says; a power of two from 8 marks an ultrapeer
 * @param hops how far away it is, 1 or more; what a pong about it carries
 * @param teller the upper 16 bits of the address of who told
 */
public record CachedPong(HostAddress address, long files, long kib, int hops, int teller) {}
