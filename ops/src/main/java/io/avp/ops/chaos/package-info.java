/**
 * What a network does to a cluster when it is not well: proxies that impair what nodes say to each
 * other, and schedules of faults. Stands outside the AVP of the paper, around the cluster.
 */
package io.avp.ops.chaos;
