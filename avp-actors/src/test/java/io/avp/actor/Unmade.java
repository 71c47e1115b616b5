package io.avp.actor;

import com.esotericsoftware.kryo.kryo5.objenesis.strategy.StdInstantiatorStrategy;

/** Objects whose constructor has not run. */
final class Unmade {
  private Unmade() {}

  static Object of(Class<?> type) {
    return new StdInstantiatorStrategy().newInstantiatorOf(type).newInstance();
  }
}
