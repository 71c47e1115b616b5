/**
 * I/O shards (one selector thread for many sockets) and the Akka Stream over them that frames
 * Gnutella bytes.
 *
 * <p>The mechanism below the network optimisation layer of the paper (section III): it moves bytes
 * of many relations and accounts for them, and decides nothing about them.
 */
package io.avp.gnutella.stream;
