/**
 * Seeded synthetic servents over real sockets: the unmodified peers around the virtual peers of the
 * paper (section II), which know nothing of AVPs and speak only the wire protocol.
 */
package io.avp.ops.workload;
