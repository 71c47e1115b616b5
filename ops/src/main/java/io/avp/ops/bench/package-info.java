/**
 * The benches as commands: what a node costs in CPU time and memory. Belongs to the performance
 * monitoring plane of the paper (section III).
 */
package io.avp.ops.bench;
