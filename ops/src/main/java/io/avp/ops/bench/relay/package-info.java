/**
 * CPU time per relayed descriptor of a node beside the least that Java can do with one selector.
 * Belongs to the performance monitoring plane of the paper (section III).
 */
package io.avp.ops.bench.relay;
