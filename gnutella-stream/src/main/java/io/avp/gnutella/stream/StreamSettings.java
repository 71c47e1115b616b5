package io.avp.gnutella.stream;

/**
 * Limits of the I/O shards; defaults in {@code reference.conf} under {@code avp.gnutella.stream}.
 *
 * @param shards number of selector threads
 */
public record StreamSettings(int shards) {}
