/**
 * The query routing protocol: words, hash, tables, patches.
 *
 * <p>The knowledge about members with which a virtual peer routes instead of flooding (paper,
 * section III, virtual control cache).
 */
package io.avp.gnutella.qrp;
