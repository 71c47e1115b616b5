/**
 * The JMH benches, and how they compare with what is stored of an earlier run. Belongs to the
 * performance monitoring plane of the paper (section III).
 */
package io.avp.ops.bench.check;
