package io.avp.actor;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import io.avp.aol.topology.Admission;
import io.avp.aol.topology.AdmissionFacts;
import io.avp.aol.topology.AdmissionPolicy;
import io.avp.aol.topology.SlotBook;
import io.avp.gnutella.handshake.HandshakePolicy;
import io.avp.gnutella.handshake.Headers;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A virtual peer as the I/O shards see it: who may come in, and where things go. Called on their
 * threads; decides from facts that the virtual peer publishes, never waits for it.
 */
final class PeerDoor implements Owner, HandshakePolicy {
  /** Datagrams that may wait for the virtual peer's turn; more are dropped. */
  static final int MAX_DATAGRAMS = 1_024;

  private static final String PACKETS = "application/x-gnutella-packets";

  private final ActorRef<VirtualPeer.Command> self;
  private final int shard;
  private final AdmissionPolicy policy;
  private final SlotBook slots;
  private final GnutellaSettings.Deflate deflate;
  private final Flow<HttpRequest, HttpResponse, NotUsed> http;
  private final Present present = new Present();
  private final AwaitedPushes pushes = new AwaitedPushes();
  private final AtomicInteger datagrams = new AtomicInteger();
  private final Map<Guid, Trunk> trunks = new ConcurrentHashMap<>();
  private volatile LocalIdentity identity;
  private volatile List<HostAddress> leafRoom = List.of();
  private volatile List<HostAddress> ultrapeerRoom = List.of();
  private volatile boolean stopping;

  PeerDoor(
      ActorRef<VirtualPeer.Command> self,
      int shard,
      LocalIdentity identity,
      AdmissionPolicy policy,
      SlotBook slots,
      GnutellaSettings.Deflate deflate,
      Flow<HttpRequest, HttpResponse, NotUsed> http) {
    this.self = self;
    this.shard = shard;
    this.identity = identity;
    this.policy = policy;
    this.slots = slots;
    this.deflate = deflate;
    this.http = http;
  }

  /** The port is known now. */
  void listening(HostAddress address) {
    LocalIdentity old = identity;
    identity =
        new LocalIdentity(
            old.mode(),
            old.userAgent(),
            old.guid(),
            address,
            old.degree(),
            old.maxTtl(),
            old.liveSince());
  }

  /**
   * Whom to name: other virtual peers with room, best first.
   *
   * @param forLeaves to leaves, and to whoever does not say what it is
   * @param forUltrapeers to ultrapeers
   */
  void siblings(List<HostAddress> forLeaves, List<HostAddress> forUltrapeers) {
    leafRoom = List.copyOf(forLeaves);
    ultrapeerRoom = List.copyOf(forUltrapeers);
  }

  /** Nobody comes in any more. */
  void stop() {
    stopping = true;
  }

  /** True after {@link #stop}. */
  boolean isStopping() {
    return stopping;
  }

  /** Who is connected. */
  Present present() {
    return present;
  }

  /** Who was sent a push and is to connect back. */
  AwaitedPushes pushes() {
    return pushes;
  }

  @Override
  public int shard() {
    return shard;
  }

  @Override
  public LocalIdentity identity() {
    return identity;
  }

  @Override
  public Verdict decide(HostAddress remote, boolean outgoing, Headers headers) {
    return decide(
        remote,
        outgoing,
        headers,
        headers
            .get("X-Ultrapeer")
            .map(value -> value.equalsIgnoreCase("true") ? PeerMode.ULTRAPEER : PeerMode.LEAF));
  }

  @Override
  public Verdict decideLegacy(HostAddress remote, boolean outgoing) {
    return decide(remote, outgoing, new Headers(), Optional.of(PeerMode.LEGACY));
  }

  private Verdict decide(
      HostAddress remote, boolean outgoing, Headers headers, Optional<PeerMode> mode) {
    Optional<Guid> guid = headers.get("GUID").flatMap(PeerDoor::guid);
    List<HostAddress> named =
        mode.equals(Optional.of(PeerMode.ULTRAPEER)) ? ultrapeerRoom : leafRoom;
    Admission admission =
        policy.decide(
            new AdmissionFacts(
                remote,
                outgoing,
                mode,
                headers.get("Crawler").isPresent(),
                headers.get("Accept").map(value -> value.contains(PACKETS)).orElse(true),
                headers.get("User-Agent").orElse(""),
                guid.map(identity.guid()::equals).orElse(false),
                guid.map(present::has).orElse(false),
                outgoing && present.has(remote),
                present.count(remote.ip()),
                slots.withRoom(),
                stopping,
                named));
    if (admission instanceof Admission.Admit admit) {
      return slots.reserve(admit.mode())
          ? new Verdict.Accept(admit.mode(), deflates(admit.mode()), admit.siblings())
          : verdict(AdmissionPolicy.full(admit.mode(), named));
    }
    return verdict(admission);
  }

  private Verdict verdict(Admission admission) {
    if (admission instanceof Admission.Reject reject) {
      return new Verdict.Refuse(reject.status(), reject.text(), reject.siblings());
    }
    return new Verdict.Crawled(
        present.addresses(PeerMode.ULTRAPEER), present.addresses(PeerMode.LEAF));
  }

  private static Optional<Guid> guid(String text) {
    try {
      return Optional.of(Guid.parse(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // as if it were absent
    }
  }

  private boolean deflates(PeerMode mode) {
    return switch (deflate) {
      case ALL -> true;
      case ULTRAPEERS -> mode == PeerMode.ULTRAPEER;
      case NONE -> false;
    };
  }

  @Override
  public void released(PeerMode remoteMode) {
    slots.release(remoteMode);
  }

  @Override
  public HandshakePolicy handshakePolicy() {
    return this;
  }

  @Override
  public void onFrames(FrameBatch batch) {
    self.tell(new VirtualPeer.Frames(batch));
  }

  @Override
  public void onDatagrams(List<Datagram> came) {
    int room = MAX_DATAGRAMS - datagrams.get();
    List<Datagram> taken =
        came.size() <= room ? came : new ArrayList<>(came.subList(0, Math.max(0, room)));
    if (!taken.isEmpty()) {
      datagrams.addAndGet(taken.size());
      self.tell(new VirtualPeer.Datagrams(taken));
    }
  }

  /** The virtual peer has looked at so many datagrams. */
  void datagramsDone(int number) {
    datagrams.addAndGet(-number);
  }

  @Override
  public Optional<Flow<HttpRequest, HttpResponse, NotUsed>> http() {
    return Optional.of(http);
  }

  @Override
  public boolean onGiv(Giv giv, Flow<ByteString, ByteString, NotUsed> bytes) {
    return !stopping && pushes.answered(giv, bytes);
  }

  /**
   * A sibling will dial for a trunk.
   *
   * @param trunk how it is accepted
   */
  void expectTrunk(Guid key, Trunk trunk) {
    trunks.put(key, trunk);
  }

  /** It will not, or not any more. */
  void forgetTrunk(Guid key) {
    trunks.remove(key);
  }

  @Override
  public Optional<Trunk> onTrunk(Guid key) {
    return Optional.ofNullable(trunks.remove(key)).filter(trunk -> !stopping);
  }

  @Override
  public void onProbed(HostAddress remote) {
    self.tell(new VirtualPeer.Probed(remote));
  }

  @Override
  public void onDialFailed(HostAddress remote, CloseReason reason, List<HostAddress> named) {
    self.tell(new VirtualPeer.DialFailed(remote, reason, named));
  }
}
