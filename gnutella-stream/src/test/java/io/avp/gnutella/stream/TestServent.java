package io.avp.gnutella.stream;

import akka.NotUsed;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import io.avp.gnutella.handshake.HandshakePolicy;
import io.avp.gnutella.handshake.Headers;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** An owner that accepts everybody and remembers what it is told. */
final class TestServent implements Owner, HandshakePolicy {
  /** How it answers for a trunk. */
  static final Guid ANSWER = Guid.modern(0x2122232425262728L, 0x3132333435363738L);

  /** What may wait on a trunk. */
  static final int TRUNK_BYTES = 1 << 20;

  final BlockingQueue<Connection> attached = new LinkedBlockingQueue<>();
  final BlockingQueue<FrameBatch.Detached> detached = new LinkedBlockingQueue<>();
  final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  final BlockingQueue<Connection> speakers = new LinkedBlockingQueue<>();
  final BlockingQueue<FrameBatch> held = new LinkedBlockingQueue<>();
  final BlockingQueue<Datagram> datagrams = new LinkedBlockingQueue<>();
  final BlockingQueue<CloseReason> failedDials = new LinkedBlockingQueue<>();
  final BlockingQueue<Flow<ByteString, ByteString, NotUsed>> pushed = new LinkedBlockingQueue<>();
  final Set<Guid> trunks = ConcurrentHashMap.newKeySet();
  final AtomicInteger slots = new AtomicInteger();
  final BlockingQueue<Giv> givs = new LinkedBlockingQueue<>();

  /** Runs first in every call with frames or datagrams: may block or throw. */
  volatile Runnable disturbance = () -> {};

  volatile List<HostAddress> siblings = List.of();
  volatile boolean wanted = true;
  volatile boolean deflate;
  volatile boolean hold;
  volatile boolean legacy;
  volatile Optional<Flow<HttpRequest, HttpResponse, NotUsed>> http = Optional.empty();

  private final LocalIdentity identity =
      new LocalIdentity(
          PeerMode.ULTRAPEER,
          "Test/1.0",
          Guid.modern(1, 2),
          new HostAddress(0x7f000001, 6500),
          32,
          4,
          Instant.EPOCH);

  /** The next element; fails the test if none comes within ten seconds. */
  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within 10 s");
    }
    return next;
  }

  /** Waits for something that no queue tells; fails the test if it is not so within ten seconds. */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not so within 10 s");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public LocalIdentity identity() {
    return identity;
  }

  @Override
  public Verdict decide(HostAddress remote, boolean outgoing, Headers headers) {
    slots.incrementAndGet();
    boolean ultrapeer = headers.get("X-Ultrapeer").orElse("").equalsIgnoreCase("true");
    return new Verdict.Accept(ultrapeer ? PeerMode.ULTRAPEER : PeerMode.LEAF, deflate, siblings);
  }

  @Override
  public Verdict decideLegacy(HostAddress remote, boolean outgoing) {
    if (!legacy) {
      return HandshakePolicy.super.decideLegacy(remote, outgoing);
    }
    slots.incrementAndGet();
    return new Verdict.Accept(PeerMode.LEGACY, deflate, siblings);
  }

  @Override
  public void released(PeerMode remoteMode) {
    slots.decrementAndGet();
  }

  @Override
  public HandshakePolicy handshakePolicy() {
    return this;
  }

  @Override
  public void onFrames(FrameBatch batch) {
    disturbance.run();
    attached.addAll(batch.attached());
    for (int i = 0; i < batch.size(); i++) {
      speakers.add(batch.connection(i));
      frames.add(
          Arrays.copyOfRange(batch.bytes(), batch.offset(i), batch.offset(i) + batch.length(i)));
    }
    detached.addAll(batch.detached());
    if (hold) {
      held.add(batch);
    } else {
      batch.release();
    }
  }

  @Override
  public void onDatagrams(List<Datagram> more) {
    disturbance.run();
    datagrams.addAll(more);
  }

  @Override
  public Optional<Flow<HttpRequest, HttpResponse, NotUsed>> http() {
    return http;
  }

  @Override
  public boolean onGiv(Giv giv, Flow<ByteString, ByteString, NotUsed> bytes) {
    return wanted && givs.add(giv) && pushed.add(bytes);
  }

  @Override
  public Optional<Trunk> onTrunk(Guid key) {
    return trunks.remove(key) ? Optional.of(new Trunk(ANSWER, TRUNK_BYTES)) : Optional.empty();
  }

  @Override
  public void onDialFailed(HostAddress remote, CloseReason reason, List<HostAddress> hosts) {
    failedDials.add(reason);
  }
}
