/**
 * Load for benches: many relations on one thread, each from an address of its own, that send
 * numbered queries as fast as they are relayed and check every copy. Belongs to the performance
 * monitoring plane of the paper (section III); stands outside the AVP, where its neighbours stand.
 */
package io.avp.ops.bench.load;
