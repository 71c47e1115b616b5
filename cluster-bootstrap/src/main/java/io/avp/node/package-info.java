/**
 * The process of a node: settings, files, guardian, cluster formation, orderly end.
 *
 * <p>In the paper this is the ground that the three layers stand on: an Active Virtual Peer needs a
 * managed host before it can be one.
 */
package io.avp.node;
