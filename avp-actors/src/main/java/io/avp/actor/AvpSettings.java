package io.avp.actor;

/**
 * Settings of the virtual peers of a node; defaults in {@code reference.conf} under {@code avp}.
 *
 * @param node name of this node, unique in the cluster
 */
public record AvpSettings(String node) {}
