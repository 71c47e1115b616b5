package io.avp.ops.bench.load;

import io.avp.gnutella.message.Query;

/** Whether a copy that arrived is one that the relay must make, and whose it is. */
final class CopyCheck {
  /** No copy: the relay itself asks the one that received it for all its files. */
  static final int OWN = -1;

  private final FanOut fanOut;
  private final QueryFrames frames;

  CopyCheck(FanOut fanOut, QueryFrames frames) {
    this.fanOut = fanOut;
    this.frames = frames;
  }

  /** Number of pairs of a source and one of its targets. */
  int edges() {
    return fanOut.connections() * fanOut.width();
  }

  /**
   * The pair that a query belongs to: of source {@code edge / width}; or {@link #OWN}.
   *
   * @param target the connection that received it
   * @throws LoadFailure if it is not, byte by byte, as it must be, or goes elsewhere
   */
  int edge(byte[] bytes, int at, int length, int target) throws LoadFailure {
    int source = frames.source(bytes, at);
    if (!frames.isRelayed(bytes, at, length, source, frames.number(bytes, at))) {
      if (Query.isIndex(bytes, at, length)) {
        return OWN;
      }
      throw new LoadFailure("connection " + target + " got a query that is not as it must be");
    }
    int copy = fanOut.copy(source, target);
    if (copy < 0) {
      throw new LoadFailure(
          "connection " + target + " got a query of " + source + ", which goes elsewhere");
    }
    return source * fanOut.width() + copy;
  }
}
