package io.avp.gnutella.stream;

import akka.actor.ActorSystem;
import akka.dispatch.Dispatcher;
import akka.dispatch.Dispatchers;
import akka.dispatch.ExecutorServiceFactoryProvider;
import akka.dispatch.MessageDispatcher;
import akka.dispatch.MessageDispatcherConfigurator;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import scala.concurrent.duration.FiniteDuration;

/**
 * Makes a selector thread the dispatcher of actors. What is read, framed, routed and written on one
 * thread stays in one cache, and nobody has to be woken in between.
 */
final class ActorTurns extends MessageDispatcherConfigurator {
  /** Messages that an actor handles in one turn. */
  private static final int THROUGHPUT = 16;

  /** An executor without actors is shut down after so long; the next actor gets another one. */
  private static final long UNUSED_MILLIS = 10;

  private final MessageDispatcher dispatcher;

  private ActorTurns(String id, Config config, Dispatchers all, Supplier<ExecutorService> thread) {
    super(config, all.prerequisites());
    ExecutorServiceFactoryProvider threads = (name, factory) -> thread::get;
    this.dispatcher =
        new Dispatcher(
            this,
            id,
            THROUGHPUT,
            scala.concurrent.duration.Duration.Zero(),
            threads,
            FiniteDuration.apply(UNUSED_MILLIS, TimeUnit.MILLISECONDS));
  }

  /**
   * Registers a dispatcher.
   *
   * @param thread gives an executor that has not been shut down
   * @return its id, for {@code DispatcherSelector} and {@code ActorAttributes}
   */
  static String register(ActorSystem system, String name, Supplier<ExecutorService> thread) {
    Dispatchers all = system.dispatchers();
    Config defaults = system.settings().config().getConfig(Dispatchers.DefaultDispatcherId());
    for (int i = 0; ; i++) {
      String id = name + "-" + i;
      Config config = ConfigFactory.parseMap(Map.of("id", id)).withFallback(defaults);
      if (all.registerConfigurator(id, new ActorTurns(id, config, all, thread))) {
        return id;
      }
    }
  }

  @Override
  public MessageDispatcher dispatcher() {
    return dispatcher;
  }
}
