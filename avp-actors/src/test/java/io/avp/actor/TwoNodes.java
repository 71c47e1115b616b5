package io.avp.actor;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A cluster of two nodes with two virtual peers each, all of which know each other. */
final class TwoNodes implements AutoCloseable {
  private static final int PEERS = 4;

  /** {@code n1}. */
  final TestNode first;

  /** {@code n2}. */
  final TestNode second;

  private TwoNodes(TestNode first, TestNode second) {
    this.first = first;
    this.second = second;
  }

  /** With what {@code lines} of HOCON say, on both. */
  static TwoNodes start(String... lines) throws IOException {
    TestNode first = TestNode.member(Optional.empty(), "n1", lines);
    TwoNodes both = new TwoNodes(first, TestNode.member(Optional.of(first), "n2", lines));
    both.first.siblings(PEERS);
    both.second.siblings(PEERS);
    return both;
  }

  /** So much time goes by on both. */
  void later(Duration time) {
    first.clock.advance(time);
    second.clock.advance(time);
  }

  @Override
  public void close() {
    second.close();
    first.close();
  }
}
