package io.avp.actor;

import akka.actor.typed.ActorSystem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The one start call of the virtual peers of a node, and the way in for everything above. */
public final class AvpSystem {

  /** Starts shard regions, gateway and the virtual peers that this node is home of. */
  public static AvpSystem start(ActorSystem<?> system, AvpSettings settings) {
    throw new UnsupportedOperationException("contract");
  }

  /**
   * Completed when every local virtual peer listens; fails with a {@code StartFailure} that names
   * the setting.
   */
  public CompletionStage<List<PeerView>> ready() {
    throw new UnsupportedOperationException("contract");
  }

  /** All virtual peers of the cluster, by id; members and counters left out. */
  public CompletionStage<List<PeerView>> peers() {
    throw new UnsupportedOperationException("contract");
  }

  /** One virtual peer, if there is one of that id. */
  public CompletionStage<Optional<PeerView>> peer(String id) {
    throw new UnsupportedOperationException("contract");
  }

  /**
   * Relations in the order of their ids.
   *
   * @param peer only those of this virtual peer, if present
   * @param after the id of the last one already seen, empty from the start
   * @param limit 1 to 1000
   */
  public CompletionStage<Page<LinkView>> links(Optional<String> peer, String after, int limit) {
    throw new UnsupportedOperationException("contract");
  }

  /** One relation, if it is known. */
  public CompletionStage<Optional<LinkView>> link(String id) {
    throw new UnsupportedOperationException("contract");
  }

  /** Closes a relation with a Bye; false if it is not known. */
  public CompletionStage<Boolean> closeLink(String id) {
    throw new UnsupportedOperationException("contract");
  }

  /** Regions in the order of their numbers. */
  public CompletionStage<Page<RegionView>> regions(int after, int limit) {
    throw new UnsupportedOperationException("contract");
  }

  /** One region; empty if the number is not 0 to 255. */
  public CompletionStage<Optional<RegionView>> region(int id) {
    throw new UnsupportedOperationException("contract");
  }

  /**
   * Numbers of this node for metrics; cheap, callable from any thread. Keys are metric-safe words.
   */
  public Map<String, Double> gauges() {
    throw new UnsupportedOperationException("contract");
  }

  /**
   * A part of a list.
   *
   * @param next what to pass as {@code after} for the next part, empty at the end
   * @param total number over all parts
   */
  public record Page<T>(List<T> items, String next, long total) {}
}
