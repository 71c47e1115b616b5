package io.avp.model;

/**
 * Name of an overlay link, {@code node~k~n}; its first two parts are its shard.
 *
 * @param node the node that owns the socket: letters, digits, dots and dashes
 * @param shard which of the node's link shards, from 0
 * @param number unique on the node while it runs, from 0
 */
public record LinkId(String node, int shard, long number) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the node has a tilde or is empty, or a number is negative
   */
  public LinkId {
    if (node.isEmpty() || node.indexOf('~') >= 0 || shard < 0 || number < 0) {
      throw new IllegalArgumentException(
          "not the parts of a link id: '" + node + "', " + shard + ", " + number);
    }
  }

  /**
   * Reads {@code node~k~n}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static LinkId parse(String text) {
    int first = text.indexOf('~');
    int second = text.indexOf('~', first + 1);
    if (first < 0 || second < 0) {
      throw new IllegalArgumentException("expected node~k~n, got '" + text + "'");
    }
    try {
      return new LinkId(
          text.substring(0, first),
          Integer.parseInt(text.substring(first + 1, second)),
          Long.parseLong(text.substring(second + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected node~k~n, got '" + text + "'", e);
    }
  }

  /** The shard that the link belongs to: {@code node~k}. */
  public String shardId() {
    return node + "~" + shard;
  }

  /** {@code node~k~n}. */
  @Override
  public String toString() {
    return node + "~" + shard + "~" + number;
  }
}
