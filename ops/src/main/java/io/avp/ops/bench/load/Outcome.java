package io.avp.ops.bench.load;

/**
 * What a run found.
 *
 * @param queries sent
 * @param copies received and checked
 * @param lost copies that never came; may be below 0 if some that were missed earlier came now
 * @param nanos from the first write to the last copy
 * @param latencies of the copies
 */
public record Outcome(long queries, long copies, long lost, long nanos, Latencies latencies) {}
