package io.avp.gnutella.handshake;

/**
 * One group of a handshake: a first line and header fields.
 *
 * @param firstLine request or status line, without its line end
 */
record Block(String firstLine, Headers headers) {}
