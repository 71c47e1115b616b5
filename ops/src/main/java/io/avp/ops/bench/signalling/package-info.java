/**
 * What questions cost a realm of members on real sockets, beside what they cost at least. Belongs
 * to the performance monitoring plane of the virtual control cache (paper, section III).
 */
package io.avp.ops.bench.signalling;
