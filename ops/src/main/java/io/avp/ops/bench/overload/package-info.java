/**
 * What becomes of a node that is offered more than it can carry. Belongs to the performance
 * monitoring plane of the paper (section III).
 */
package io.avp.ops.bench.overload;
