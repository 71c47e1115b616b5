package io.avp.ops.sim;

/**
 * What one question cost and brought. Every descriptor counts at every hop, duplicates included.
 *
 * @param queries descriptors of type Query
 * @param hits descriptors of type QueryHit
 * @param between questions and answers between virtual peers, where they are on different nodes
 * @param bytes of all these, with their headers, without TCP and IP
 * @param found files at peers that were found
 */
record Cost(long queries, long hits, long between, long bytes, int found) {
  long messages() {
    return queries + hits + between;
  }
}
