package io.avp.actor;

import java.util.Map;

/**
 * What a query region shows of itself.
 *
 * @param id 0 to 255: the top eight bits of the hashes it owns
 * @param node the node it lives on
 * @param complete true if every living virtual peer of the realm has sent its part
 * @param hintedSlots slots of its range with at least one virtual peer
 * @param hints number of (slot, virtual peer) pairs per virtual peer
 * @param asked questions so far
 * @param answered questions so far that named at least one virtual peer
 */
public record RegionView(
    int id,
    String node,
    boolean complete,
    int hintedSlots,
    Map<String, Integer> hints,
    long asked,
    long answered)
    implements Sharded {}
