package io.avp.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import io.avp.actor.VirtualPeer.Command;

/**
 * The side of a virtual peer that sharding sees. The peer itself lives on the thread of an I/O
 * shard, which sharding cannot choose for each entity; whoever has its reference talks to it there.
 */
final class VirtualPeerEntity {
  private VirtualPeerEntity() {}

  static Behavior<Command> create(EntityContext<Command> entity, NodeServices services) {
    return Behaviors.setup(
        context -> {
          // A stray name never begins to live, and needs no shard of its own.
          boolean lives = services.homes().definition(entity.getEntityId()).isPresent();
          int shard = lives ? services.shards().assign() : 0;
          ClusterSharding.Passivate<Command> idle =
              new ClusterSharding.Passivate<>(context.getSelf());
          ActorRef<Command> peer =
              context.spawn(
                  VirtualPeer.create(
                      entity.getEntityId(), shard, () -> entity.getShard().tell(idle), services),
                  "peer",
                  services.shards().dispatcher(shard));
          context.watch(peer);
          return Behaviors.receive(Command.class)
              .onSignal(Terminated.class, ended -> Behaviors.stopped())
              .onSignal(
                  PostStop.class,
                  stop -> {
                    if (lives) {
                      services.shards().leaves(shard);
                    }
                    return Behaviors.same();
                  })
              .onAnyMessage(
                  message -> {
                    peer.tell(message);
                    return Behaviors.same();
                  })
              .build();
        });
  }
}
