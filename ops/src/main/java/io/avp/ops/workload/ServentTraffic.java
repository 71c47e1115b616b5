package io.avp.ops.workload;

/**
 * What a servent itself has counted on its relation.
 *
 * @param servent who
 * @param sent descriptors that it sent
 * @param received descriptors that came
 */
public record ServentTraffic(ServentPlan servent, long sent, long received) {}
