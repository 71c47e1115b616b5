package io.avp.actor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of an overlay link: {@code node~k~n}.
 *
 * @param node the node that owns the socket
 * @param k 0 to {@link #SHARDS} - 1: which of the node's link shards
 * @param n counts the relations of that node since its start
 */
record LinkId(String node, int k, long n) {
  /** Link shards of a node. */
  static final int SHARDS = 8;

  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9-]{1,64})~(\\d)~(\\d{1,18})");

  /** The n-th link of a node. */
  static LinkId of(String node, long n) {
    return new LinkId(node, (int) (n % SHARDS), n);
  }

  /** Reads a name; empty if it cannot be one. */
  static Optional<LinkId> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    LinkId id =
        new LinkId(form.group(1), Integer.parseInt(form.group(2)), Long.parseLong(form.group(3)));
    return id.k < SHARDS && id.toString().equals(text) ? Optional.of(id) : Optional.empty();
  }

  /** The shard that an entity of this name is in: {@code node~k}. */
  static String shardOf(String entityId) {
    int end = entityId.lastIndexOf('~');
    return end < 0 ? entityId : entityId.substring(0, end);
  }

  /** {@code node~k~n}, with n padded so that names sort in the order of their numbers. */
  @Override
  public String toString() {
    return String.format(java.util.Locale.ROOT, "%s~%d~%010d", node, k, n);
  }
}
