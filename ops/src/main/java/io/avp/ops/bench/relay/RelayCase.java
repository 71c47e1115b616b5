package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.LoadShape;

/**
 * One load for both relays.
 *
 * @param connections 8 to 2000
 * @param shape how the load comes
 * @param shapeName for people and in figures
 * @param must floor of the ratio node / yardstick
 */
public record RelayCase(int connections, LoadShape shape, String shapeName, String must) {
  /** Eight connections, writes of 64 KiB. */
  public static final RelayCase DENSE = dense(8);

  /** 256 connections, one query per write. */
  public static final RelayCase SPARSE = sparse(256);

  private static final int FEW = 32;

  /** Busy connections. */
  public static RelayCase dense(int connections) {
    return new RelayCase(connections, LoadShape.DENSE, "dense", "<= 3.0");
  }

  /** Quiet connections. */
  public static RelayCase sparse(int connections) {
    return new RelayCase(connections, LoadShape.SPARSE, "sparse", "<= 2.5");
  }

  /** The shape that goes with a number of connections. */
  public static RelayCase of(int connections) {
    return connections <= FEW ? dense(connections) : sparse(connections);
  }

  /** Beginning of the keys of its figures. */
  String key() {
    return shapeName + "_" + connections;
  }
}
