package io.avp.actor;

import akka.actor.Address;
import akka.cluster.Cluster;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.UniqueAddress;
import akka.cluster.sbr.DowningStrategy;
import akka.cluster.sbr.SplitBrainResolverBase;
import akka.dispatch.Dispatchers;
import akka.remote.artery.ThisActorSystemQuarantinedEvent;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Watches reachability and decides as Akka's resolver does, whose base it extends; what is done
 * then is up to {@link CutOffRule}. It never decides by itself.
 */
final class MajorityResolver extends SplitBrainResolverBase {
  private static final Logger LOG = LoggerFactory.getLogger(MajorityResolver.class);

  private final Cluster cluster;
  private final long patienceNanos;
  private final String from;

  /** Since when each has answered, without a break; nanoseconds. */
  private final Map<UniqueAddress, Long> answering = new ConcurrentHashMap<>();

  private final Set<UniqueAddress> asked = ConcurrentHashMap.newKeySet();
  private long lastCutOff;

  MajorityResolver(Cluster cluster, FiniteDuration stableAfter, DowningStrategy strategy) {
    super(stableAfter, strategy);
    this.cluster = cluster;
    // As long as it takes to hear again whom one has not lost.
    patienceNanos = stableAfter.toNanos();
    lastCutOff = System.nanoTime() - 3 * patienceNanos;
    from = AvpSettings.outboundHost(cluster.system().settings().config());
  }

  @Override
  public void preStart() throws Exception {
    cluster.subscribe(
        self(), ClusterEvent.initialStateAsEvents(), ClusterEvent.ClusterDomainEvent.class);
    context().system().eventStream().subscribe(self(), ThisActorSystemQuarantinedEvent.class);
    super.preStart();
  }

  @Override
  public void postStop() {
    cluster.unsubscribe(self());
    context().system().eventStream().unsubscribe(self(), ThisActorSystemQuarantinedEvent.class);
    super.postStop();
  }

  @Override
  public UniqueAddress selfUniqueAddress() {
    return cluster.selfUniqueAddress();
  }

  @Override
  public String selfDc() {
    return cluster.selfDataCenter();
  }

  @Override
  public void down(UniqueAddress node, DowningStrategy.Decision decision) {
    cluster.down(node.address());
  }

  @Override
  public scala.collection.immutable.Set<UniqueAddress> actOnDecision(
      DowningStrategy.Decision decision) {
    if (decision instanceof DowningStrategy.DownSelfQuarantinedByRemote$) {
      return super.actOnDecision(decision);
    }
    if (System.nanoTime() - lastCutOff > 2 * patienceNanos) {
      // What answered during an earlier cut says nothing about this one.
      answering.clear();
    }
    CutOffRule.Facts<UniqueAddress> facts = facts(decision);
    Set<UniqueAddress> removed = CutOffRule.remove(facts);
    if (removed.equals(facts.decided())) {
      return super.actOnDecision(decision);
    }
    if (removed.isEmpty()) {
      goOn(CutOffRule.unheard(facts));
    } else {
      LOG.warn("removes {} instead of {} ({})", told(removed), told(facts.decided()), decision);
      removed.forEach(node -> down(node, decision));
      resetStableDeadline();
    }
    return CollectionConverters.asScala(removed).<UniqueAddress>toSet();
  }

  private CutOffRule.Facts<UniqueAddress> facts(DowningStrategy.Decision decision) {
    Set<UniqueAddress> members = new HashSet<>();
    for (Member member : CollectionConverters.asJava(strategy().members())) {
      members.add(member.uniqueAddress());
    }
    List<CutOffRule.Silence<UniqueAddress>> silences =
        CollectionConverters.asJava(strategy().reachability().records()).stream()
            .map(record -> new CutOffRule.Silence<>(record.observer(), record.subject()))
            .sorted(Comparator.comparing(CutOffRule.Silence::observer))
            .toList();
    return new CutOffRule.Facts<>(
        CollectionConverters.asJava(strategy().nodesToDown(decision)),
        decision.isIndirectlyConnected(),
        selfUniqueAddress(),
        members,
        silences,
        answered(),
        UniqueAddress::compareTo);
  }

  private Set<UniqueAddress> answered() {
    long now = System.nanoTime();
    return answering.entrySet().stream()
        .filter(node -> now - node.getValue() > patienceNanos)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Asked each second, as long as this node is cut off. */
  private void goOn(Set<UniqueAddress> unheard) {
    long now = System.nanoTime();
    if (now - lastCutOff > 2 * patienceNanos) {
      LOG.warn(
          "cut off from {}, the majority: goes on with its own members until it hears them again",
          told(unheard));
    }
    lastCutOff = now;
    answering.keySet().retainAll(unheard);
    ExecutionContext blocking =
        context().system().dispatchers().lookup(Dispatchers.DefaultBlockingDispatcherId());
    for (UniqueAddress node : unheard) {
      if (asked.add(node)) {
        blocking.execute(() -> ask(node));
      }
    }
  }

  private void ask(UniqueAddress node) {
    Address at = node.address();
    try {
      if (PortProbe.answers(at.host().get(), (int) at.port().get(), from)) {
        answering.putIfAbsent(node, System.nanoTime());
      } else {
        answering.remove(node);
      }
    } finally {
      asked.remove(node);
    }
  }

  private static List<String> told(Set<UniqueAddress> nodes) {
    return nodes.stream().map(UniqueAddress::address).map(Address::hostPort).sorted().toList();
  }
}
