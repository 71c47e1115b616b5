/**
 * One record per descriptor, each with its own wire form; {@link
 * io.avp.gnutella.message.DescriptorType} is the one table.
 *
 * <p>The signalling whose volume the paper measures (section II): pings, pongs, queries, hits and
 * pushes.
 */
package io.avp.gnutella.message;
