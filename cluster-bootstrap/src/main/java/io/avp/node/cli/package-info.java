/**
 * The {@code avp} command: starts nodes, and asks and steers running ones over HTTP. Nothing here
 * but {@code node} itself loads an actor system.
 *
 * <p>In the paper this is the operator's hand on the policy plane and eye on the monitoring plane.
 */
package io.avp.node.cli;
