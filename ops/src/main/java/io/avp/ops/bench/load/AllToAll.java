package io.avp.ops.bench.load;

/**
 * Some connections only send, the others get a copy of every query.
 *
 * @param sources they come first, 1 or more
 * @param targets 1 or more
 */
public record AllToAll(int sources, int targets) implements FanOut {
  /** Checks the ranges. */
  public AllToAll {
    if (sources < 1 || targets < 1) {
      throw new IllegalArgumentException(sources + " sources, " + targets + " targets");
    }
  }

  @Override
  public int connections() {
    return sources + targets;
  }

  @Override
  public int width() {
    return targets;
  }

  @Override
  public boolean isSource(int connection) {
    return connection < sources;
  }

  @Override
  public int target(int source, int k) {
    return sources + k;
  }

  @Override
  public int copy(int source, int target) {
    return isSource(source) && target >= sources ? target - sources : -1;
  }
}
