package io.avp.ops.workload;

/**
 * Descriptors of all servents.
 *
 * @param queriesSent questions of their own
 * @param queriesReceived questions that they were asked
 * @param hitsSent answers that they gave
 * @param hitsReceived answers that they got
 * @param tablesSent frames of query tables
 * @param malformed what none could read
 */
public record MemberTraffic(
    long queriesSent,
    long queriesReceived,
    long hitsSent,
    long hitsReceived,
    long tablesSent,
    long malformed) {}
