/**
 * Metrics of a node: the one table of names and their registry.
 *
 * <p>In the paper this is the performance monitoring plane, as an operator's tools read it.
 */
package io.avp.node.metrics;
