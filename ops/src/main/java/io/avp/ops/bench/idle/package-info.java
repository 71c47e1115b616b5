/**
 * How many relations that say nothing a node holds, and what that costs it. Belongs to the
 * performance monitoring plane of the paper (section III).
 */
package io.avp.ops.bench.idle;
