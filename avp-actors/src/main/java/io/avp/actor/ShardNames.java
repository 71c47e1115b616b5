package io.avp.actor;

import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.ShardingMessageExtractor;
import java.util.function.UnaryOperator;

/**
 * Tells the shard of an entity from its name.
 *
 * @param <M> messages of the entity
 */
final class ShardNames<M> extends ShardingMessageExtractor<ShardingEnvelope<M>, M> {
  private final UnaryOperator<String> shardOf;

  /** With a rule from entity name to shard name. */
  ShardNames(UnaryOperator<String> shardOf) {
    this.shardOf = shardOf;
  }

  @Override
  public String entityId(ShardingEnvelope<M> envelope) {
    return envelope.entityId();
  }

  @Override
  public String shardId(String entityId) {
    return shardOf.apply(entityId);
  }

  @Override
  public M unwrapMessage(ShardingEnvelope<M> envelope) {
    return envelope.message();
  }
}
