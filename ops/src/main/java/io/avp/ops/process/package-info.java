/**
 * Child processes: nodes that demo and benches start, look at by HTTP only, and end. Stands outside
 * the AVP of the paper, where an operator stands.
 */
package io.avp.ops.process;
