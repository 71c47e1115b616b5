package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.LoadShape;

/** How a load comes, by the name that it has on the command line and in keys. */
public enum Shape {
  /** Writes of 64 KiB. */
  dense(8),
  /** Four queries per write. */
  mid(64),
  /** One query per write. */
  sparse(256);

  private static final int FEW = 32;
  private static final int MANY = 128;

  private final int connections;

  Shape(int connections) {
    this.connections = connections;
  }

  /** The number of connections that goes with it. */
  public int connections() {
    return connections;
  }

  /** The shape that goes with a number of connections. */
  public static Shape of(int connections) {
    return connections <= FEW ? dense : connections <= MANY ? mid : sparse;
  }

  LoadShape load() {
    return switch (this) {
      case dense -> LoadShape.DENSE;
      case mid -> LoadShape.MID;
      case sparse -> LoadShape.SPARSE;
    };
  }
}
