package io.avp.actor;

/**
 * A word by which many questions found their region: of a query the one that fewest files have.
 *
 * @param hash as query routing makes it
 * @param text empty if it is not known, as that of a SHA-1
 * @param count questions, halved once an hour; at most so many
 * @param error by how much that may be too high
 */
public record WordView(int hash, String text, long count, long error) {}
