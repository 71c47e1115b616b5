package io.avp.actor;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.wire.Guid;
import io.avp.model.LinkId;
import io.avp.vcc.cache.AnswerCache;
import io.avp.vcc.cache.FileStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The one start call of the virtual peers of a node, and the way in for everything above. */
public final class AvpSystem {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** Shorter than what a person waits: of a list, the parts that are there are worth showing. */
  private static final Duration PART = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final NodeServices services;
  private final CompletionStage<List<PeerView>> ready;
  private final Regions regions;
  private final Holdings holdings;

  private AvpSystem(ActorSystem<?> system, NodeServices services) {
    this.system = system;
    this.services = services;
    regions = new Regions(services, PART);
    holdings = new Holdings(system, PART);
    Entities.register(services);
    system.systemActorOf(HoldingsExchange.create(services), HoldingsExchange.NAME, Entities.LANE);
    system.systemActorOf(RegionKeeper.create(services), "avp-regions", Props.empty());
    LocalPeers local = new LocalPeers(services);
    ready = local.start();
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseServiceRequestsDone(), "bye-to-servents", local::leave);
  }

  /**
   * Starts shard regions, gateway and the virtual peers that this node is home of. The node joins
   * or forms its cluster by itself, before or after.
   *
   * @throws SettingsException if {@code system} was not configured by {@link AvpSettings#layered}
   */
  public static AvpSystem start(ActorSystem<?> system, AvpSettings settings) {
    return start(system, settings, new SecureRandom(), System::nanoTime, System::currentTimeMillis);
  }

  /** With time and chance as parameters. */
  static AvpSystem start(
      ActorSystem<?> system,
      AvpSettings settings,
      RandomGenerator random,
      LongSupplier nanoClock,
      LongSupplier wallClock) {
    AvpSettings.requireAkka(system);
    Homes homes = new Homes(settings);
    IoShards shards = IoShards.start(system, settings.stream());
    NodeGauges gauges = new NodeGauges();
    LocalRegions regions = new LocalRegions();
    ActorRef<DialLedger.Command> ledger =
        system.systemActorOf(DialLedger.create(gauges, nanoClock), DialLedger.NAME, Props.empty());
    NodeServices services =
        new NodeServices(
            system,
            settings,
            shards,
            homes,
            system.systemActorOf(
                PeerDirectory.create(settings.node(), homes), "avp-directory", Props.empty()),
            system.systemActorOf(
                HomeKeeper.create(settings.node(), homes), "avp-homes", Props.empty()),
            system.systemActorOf(RegionExchange.create(regions), "avp-exchange", Entities.LANE),
            regions,
            new FileStore(settings.cache().holdingsBytes(), random.nextLong()),
            new AnswerCache(
                settings.cache().answers().cacheBytes(),
                settings.cache().answers().positive(),
                settings.cache().answers().negative(),
                nanoClock::getAsLong),
            system.systemActorOf(
                BrowseLedger.create(ledger, nanoClock), BrowseLedger.NAME, Props.empty()),
            system.systemActorOf(
                ServentGateway.create(settings, shards, ledger, random, nanoClock, wallClock),
                "avp-gateway",
                Props.empty()),
            new AtomicLong(),
            gauges,
            random,
            nanoClock,
            wallClock);
    return new AvpSystem(system, services);
  }

  /**
   * Completed when every local virtual peer listens; fails with a {@link StartFailure} that names
   * the setting.
   */
  public CompletionStage<List<PeerView>> ready() {
    return ready;
  }

  /** All virtual peers of the cluster, by id; members and counters left out. */
  public CompletionStage<List<PeerView>> peers() {
    Set<String> unreachable = HomeAllocation.unreachable(system);
    return realm().thenApply(peers -> peers.stream().map(peer -> peer.view(unreachable)).toList());
  }

  /** One virtual peer, if there is one of that id. */
  public CompletionStage<Optional<PeerView>> peer(String id) {
    return realm()
        .thenCompose(
            realm ->
                realm.stream()
                    .filter(entry -> entry.id().equals(id))
                    .findFirst()
                    .map(entry -> this.<VirtualPeer.State>ask(entry, VirtualPeer.GetState::new))
                    .map(answer -> answer.thenApply(VirtualPeer.State::peer))
                    .orElse(CompletableFuture.completedStage(Optional.empty())));
  }

  /**
   * Relations in the order of their ids.
   *
   * @param peer only those of this virtual peer, if present
   * @param after the id of the last one already seen, empty from the start
   * @param limit 1 to 1000
   */
  public CompletionStage<Page<LinkView>> links(Optional<String> peer, String after, int limit) {
    return realm()
        .thenCompose(
            realm ->
                Scattered.gather(
                    realm.stream()
                        .filter(entry -> peer.isEmpty() || peer.get().equals(entry.id()))
                        .map(
                            entry ->
                                new Scattered.Part<>(
                                    entry.node(), linksOf(entry, after, limit + 1)))
                        .toList()))
        .thenApply(parts -> LinkPages.merge(parts, limit));
  }

  /** What all virtual peers of the cluster have counted, and what was saved against flooding. */
  public CompletionStage<LedgersView> ledger() {
    return realm().thenCompose(realm -> Ledgers.of(realm, PART, system));
  }

  /** One relation, if it is known. */
  public CompletionStage<Optional<LinkView>> link(String id) {
    return linkEntity(id)
        .thenCompose(
            link ->
                link.isPresent()
                    ? link.get()
                        .<OverlayLink.Found>ask(OverlayLink.GetLink::new, PART)
                        .thenApply(OverlayLink.Found::link)
                    : CompletableFuture.completedStage(Optional.empty()));
  }

  /** What becomes of a relation that is to be closed. */
  public enum Closing {
    /** It gets its Bye. */
    CLOSES,
    /** There is no such open relation. */
    UNKNOWN,
    /** It lasts as long as the two virtual peers that it joins. */
    MESH
  }

  /** Closes a relation with a Bye. */
  public CompletionStage<Closing> closeLink(String id) {
    return linkEntity(id)
        .thenCompose(
            link ->
                link.isPresent()
                    ? link.get()
                        .<OverlayLink.Closing>ask(OverlayLink.Close::byOperator, PART)
                        .thenApply(AvpSystem::closing)
                    : CompletableFuture.completedStage(Closing.UNKNOWN));
  }

  private static Closing closing(OverlayLink.Closing said) {
    if (!said.known()) {
      return Closing.UNKNOWN;
    }
    return said.closes() ? Closing.CLOSES : Closing.MESH;
  }

  /**
   * Regions in the order of their numbers.
   *
   * @param after the number of the last one already seen, -1 from the start
   * @param limit 1 to 256
   */
  public CompletionStage<Page<RegionView>> regions(int after, int limit) {
    return regions.page(after, limit);
  }

  /** One region; empty if the number is not 0 to 255. */
  public CompletionStage<Optional<RegionView>> region(int id) {
    return regions.one(id);
  }

  /**
   * The words by which most questions find their regions, most first; their total is how many are
   * counted.
   *
   * @param limit 1 to 1000
   */
  public CompletionStage<Page<WordView>> words(int limit) {
    return regions.words(limit);
  }

  /**
   * Makes a region forget what it knows; it learns all of it again from the virtual peers. No query
   * is lost meanwhile. False if the number is not 0 to 255.
   */
  public CompletionStage<Boolean> forgetRegion(int id) {
    return regions.forget(id);
  }

  /**
   * Makes a region forget what members have answered to its questions, so that they are asked
   * again. False if the number is not 0 to 255.
   */
  public CompletionStage<Boolean> forgetAnswers(int id) {
    return regions.forgetAnswers(id);
  }

  /**
   * Files of a servent that regions know, in the order of their ids.
   *
   * @param after the id of the last one already seen, empty from the start
   * @param limit 1 to 1000
   */
  public CompletionStage<Page<HoldingView>> holdings(Guid servent, String after, int limit) {
    return holdings.page(servent, after, limit);
  }

  /**
   * Forgets all files of a servent. When this completes nothing of it is answered from knowledge on
   * the nodes that are not missing; it is asked until it is browsed again.
   */
  public CompletionStage<PurgeView> purgeHoldings(Guid servent) {
    return realm().thenCompose(realm -> holdings.purge(servent, realm));
  }

  /**
   * Numbers of this node for metrics; cheap, callable from any thread. Keys are metric-safe words.
   */
  public Map<String, Double> gauges() {
    Map<String, Double> gauges = services.gauges().sums();
    SocketGauges.put(services.shards().stats(), gauges);
    return gauges;
  }

  /**
   * A part of a list.
   *
   * @param next what to pass as {@code after} for the next part, empty at the end
   * @param total number over all parts
   * @param missing who should have contributed and did not answer in time: names of nodes, or
   *     regions while there is no member; empty if the list is whole
   */
  public record Page<T>(List<T> items, String next, long total, List<String> missing) {}

  private CompletionStage<List<PeerEntry>> realm() {
    return AskPattern.<PeerDirectory.Command, PeerDirectory.Realm>ask(
            services.directory(),
            (ActorRef<PeerDirectory.Realm> replyTo) -> new PeerDirectory.GetRealm(replyTo),
            ANSWER,
            system.scheduler())
        .thenApply(PeerDirectory.Realm::peers);
  }

  private CompletionStage<VirtualPeer.Links> linksOf(PeerEntry peer, String after, int limit) {
    return ask(peer, replyTo -> new VirtualPeer.ListLinks(after, limit, replyTo));
  }

  /** Without the detour over sharding: nobody has to say where it lives. */
  private <T> CompletionStage<T> ask(
      PeerEntry peer, Function<ActorRef<T>, VirtualPeer.Command> question) {
    return AskPattern.<VirtualPeer.Command, T>ask(
        peer.ref(), question::apply, PART, system.scheduler());
  }

  /** Only names that can exist are asked for: a stray name must not make an entity. */
  private CompletionStage<Optional<EntityRef<OverlayLink.Command>>> linkEntity(String id) {
    return realm()
        .thenApply(
            realm ->
                LinkId.parse(id)
                    .filter(
                        link -> realm.stream().anyMatch(peer -> peer.node().equals(link.node())))
                    .map(link -> services.link(id)));
  }
}
