package io.avp.vcc.cache;

import java.util.function.IntConsumer;

/** The present slots of a query table; fits a method reference to the table's own walk. */
@FunctionalInterface
public interface Slots {
  /** Calls once for each present slot, 0 to 2^bits - 1. */
  void forEach(IntConsumer slot);
}
