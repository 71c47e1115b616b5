/**
 * The demonstration: nodes, servents, searches and downloads in one command, checked against the
 * servents' own file lists. Shows what the paper's section II promises to unmodified peers.
 */
package io.avp.ops.demo;
