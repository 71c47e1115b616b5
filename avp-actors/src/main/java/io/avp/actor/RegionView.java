package io.avp.actor;

import java.util.Map;

/**
 * What a query region shows of itself.
 *
 * @param id 0 to 255: the top eight bits of the hashes it owns
 * @param node the node it lives on
 * @param complete true if every living virtual peer of the realm has sent its part
 * @param hintedSlots slots of its range with at least one virtual peer
 * @param hints number of (slot, virtual peer) pairs per virtual peer
 * @param asked questions so far
 * @param answered questions so far that named at least one virtual peer
 * @param knowledge what it knows of files
 * @param load questions per second, the mean of about the last minute
 */
public record RegionView(
    int id,
    String node,
    boolean complete,
    int hintedSlots,
    Map<String, Integer> hints,
    long asked,
    long answered,
    Knowledge knowledge,
    double load)
    implements Sharded {

  /**
   * What a region knows of members' files.
   *
   * @param words that some file has, SHA-1s included
   * @param files files at members, each once however many of its words are of this region
   * @param members who have them
   * @param bytes heap of the words and their prefixes; the files are the node's, shared by its
   *     regions
   * @param refused since the start: files that were not taken because their source had its share,
   *     and prefixes of words that there was no room for
   */
  public record Knowledge(int words, int files, int members, long bytes, long refused)
      implements Sharded {}
}
