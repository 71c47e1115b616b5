package io.avp.ops.bench.overload;

import io.avp.ops.bench.relay.Measured;
import io.avp.ops.report.Figure;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a node did under one load.
 *
 * @param rounds not empty
 */
record Level(List<Measured> rounds) {
  /** Copies per second. */
  Figure goodput() {
    return figure(one -> one.round().goodput(), "deliveries/s");
  }

  /** Processors that were busy. */
  Figure cores() {
    return figure(Measured::cores, "cores");
  }

  /** CPU time per copy. */
  Figure cpu() {
    return figure(Measured::nanosEach, "ns/delivery");
  }

  private Figure figure(ToDoubleFunction<Measured> value, String unit) {
    return Figure.of(rounds.stream().mapToDouble(value).toArray(), unit);
  }
}
