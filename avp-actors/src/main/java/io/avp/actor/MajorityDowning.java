package io.avp.actor;

import akka.actor.ActorSystem;
import akka.actor.Props;
import akka.cluster.Cluster;
import akka.cluster.DowningProvider;
import akka.cluster.sbr.KeepMajority;
import akka.cluster.sbr.SplitBrainResolverProvider;
import akka.cluster.sbr.SplitBrainResolverSettings;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/** Akka's split-brain resolver by majority, with {@link CutOffRule}; named in the settings. */
final class MajorityDowning extends DowningProvider {
  private final ActorSystem system;

  MajorityDowning(ActorSystem system) {
    this.system = system;
  }

  @Override
  public FiniteDuration downRemovalMargin() {
    return new SplitBrainResolverProvider(system).downRemovalMargin();
  }

  @Override
  public Option<Props> downingActorProps() {
    Cluster cluster = Cluster.get(system);
    FiniteDuration stableAfter =
        new SplitBrainResolverSettings(system.settings().config()).DowningStableAfter();
    return Option.apply(
        Props.create(
            MajorityResolver.class,
            () ->
                new MajorityResolver(
                    cluster,
                    stableAfter,
                    new KeepMajority(
                        cluster.selfDataCenter(), Option.empty(), cluster.selfUniqueAddress()))));
  }
}
