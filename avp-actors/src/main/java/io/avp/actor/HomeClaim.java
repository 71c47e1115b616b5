package io.avp.actor;

/**
 * Which node a virtual peer is at home on, and how often it has lived; outlasts the node.
 *
 * @param id the virtual peer
 * @param node its home, by the settings of that node
 * @param community what it stands for
 * @param incarnation the last life that began, 0 before the first
 */
record HomeClaim(String id, String node, String community, long incarnation) implements Sharded {

  /** The claim after another life has begun. */
  HomeClaim lived(long number) {
    return new HomeClaim(id, node, community, Math.max(incarnation, number));
  }
}
