/**
 * What idle relations cost a node in memory. Belongs to the performance monitoring plane of the
 * paper (section III).
 */
package io.avp.ops.bench.memory;
