package io.avp.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of an overlay link: {@code node~k~n}; its first two parts are its shard.
 *
 * @param node the node that owns the socket: 1 to 64 letters, digits and dashes
 * @param shard 0 to {@link #SHARDS} - 1: which of the node's link shards
 * @param number counts the relations of that node since its start
 */
public record LinkId(String node, int shard, long number) {
  /** Link shards of a node. */
  public static final int SHARDS = 8;

  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9-]{1,64})~(\\d)~(\\d{1,18})");

  /** The link of a node with that number. */
  public static LinkId of(String node, long number) {
    return new LinkId(node, (int) (number % SHARDS), number);
  }

  /** Reads a name; empty if it cannot be one. */
  public static Optional<LinkId> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    LinkId id =
        new LinkId(form.group(1), Integer.parseInt(form.group(2)), Long.parseLong(form.group(3)));
    return id.shard < SHARDS && id.toString().equals(text) ? Optional.of(id) : Optional.empty();
  }

  /** The shard that an entity of this name is in: {@code node~k}. */
  public static String shardOf(String entityId) {
    int end = entityId.lastIndexOf('~');
    return end < 0 ? entityId : entityId.substring(0, end);
  }

  /**
   * {@code node~k~n}, with n padded so that names of a shard sort in the order of their numbers.
   */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s~%d~%010d", node, shard, number);
  }
}
