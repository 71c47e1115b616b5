/**
 * The HTTP interface of a node: Akka Management's cluster routes, health, the API's views, metrics,
 * the start page, behind one guard and one error mapping.
 *
 * <p>In the paper this is where an operator reaches all three planes: topology, policy, monitoring.
 */
package io.avp.node.http;
