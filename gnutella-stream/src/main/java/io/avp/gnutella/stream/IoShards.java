package io.avp.gnutella.stream;

import akka.Done;
import akka.NotUsed;
import akka.actor.ActorSystemImpl;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.Pair;
import akka.stream.ActorAttributes;
import akka.stream.BoundedSourceQueue;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All I/O shards of a process: listeners, dials, writes.
 *
 * <p>Every method may be called from any thread and returns at once, unless it says otherwise.
 */
public final class IoShards implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IoShards.class);
  private static final long STREAM_END_SECONDS = 5;

  private final Counters counters = new Counters();
  private final Admission admission;
  private final HttpLayer http;
  private final List<IoShard> shards = new ArrayList<>();
  private final List<CompletionStage<Done>> streams = new ArrayList<>();
  private final List<String> dispatchers = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  /** Owners that live on each shard. */
  private final int[] residents;

  private IoShards(StreamSettings settings, HttpLayer http) {
    this.http = http;
    admission = new Admission(settings, counters);
    residents = new int[settings.shards()];
  }

  /** Starts the selector threads and one Akka Stream over each. */
  public static IoShards start(ActorSystem<?> system, StreamSettings settings) {
    HttpLayer http = new HttpLayer(system.classicSystem(), settings);
    IoShards all = new IoShards(settings, http);
    UncaughtExceptionHandler fatal =
        ((ActorSystemImpl) system.classicSystem()).uncaughtExceptionHandler();
    try {
      for (int i = 0; i < settings.shards(); i++) {
        IoShard shard = new IoShard(i, settings, all.counters, all.admission, http, fatal);
        String dispatcher =
            ActorTurns.register(system.classicSystem(), "avp-io-" + i, shard::actors);
        Pair<BoundedSourceQueue<Round>, CompletionStage<Done>> stream =
            Source.<Round>queue(settings.rounds() + 1)
                .via(new FramingStage(shard))
                .toMat(Sink.foreach(batch -> batch.desk().deliver(batch)), Keep.both())
                .withAttributes(ActorAttributes.dispatcher(dispatcher))
                .run(system);
        all.shards.add(shard);
        all.dispatchers.add(dispatcher);
        all.streams.add(stream.second());
        shard.start(stream.first());
      }
    } catch (IOException e) {
      all.close();
      throw new UncheckedIOException("cannot open a selector", e);
    }
    return all;
  }

  /** Number of I/O shards. */
  public int count() {
    return shards.size();
  }

  /** The shard on which an owner that is about to come should live, until it {@link #leaves}. */
  public synchronized int assign() {
    int[] connections = shards.stream().mapToInt(shard -> shard.sockets().open()).toArray();
    int shard = ShardChoice.of(residents, connections);
    residents[shard]++;
    return shard;
  }

  /** An owner has gone from the shard that it was assigned. */
  public synchronized void leaves(int shard) {
    residents[shard]--;
  }

  /**
   * Where an actor that owns connections lives, so that nothing has to pass from thread to thread:
   * on the thread of its shard. It must not block there.
   *
   * @param shard {@link Owner#shard}
   */
  public DispatcherSelector dispatcher(int shard) {
    return DispatcherSelector.fromConfig(dispatchers.get(shard));
  }

  private IoShard shardOf(Owner owner) {
    int shard = owner.shard();
    return shards.get(
        shard == Owner.ANY_SHARD ? Math.floorMod(turn.getAndIncrement(), shards.size()) : shard);
  }

  /**
   * Binds TCP and UDP on one port. Blocks until both are bound and served, except on the thread of
   * the owner's shard, where it never waits.
   *
   * @param local port 0 picks a free port for both
   * @throws IOException with the address in its message, if the port is in use
   */
  public Listener listen(InetSocketAddress local, Owner owner) throws IOException {
    IoShard shard = shardOf(owner);
    PortListener listener = PortListener.bind(local, shard, () -> shardOf(owner), admission, owner);
    if (shard.isHere()) {
      listener.open();
      return listening(listener);
    }
    CountDownLatch opened = new CountDownLatch(1);
    boolean runs =
        shard.execute(
            () -> {
              listener.open();
              opened.countDown();
            });
    if (!runs) {
      listener.closeNow();
      throw new ClosedChannelException();
    }
    try {
      opened.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return listening(listener);
  }

  private static Listener listening(PortListener listener) throws IOException {
    if (listener.isClosed()) {
      throw new IOException(listener.address() + " is not served: the sockets are being closed");
    }
    return listener;
  }

  /**
   * Dials and shakes hands; the outcome is an attached connection or {@link Owner#onDialFailed}.
   *
   * @param localBind the address to dial from; null for the system's choice
   */
  public void dial(HostAddress remote, InetAddress localBind, Owner owner) {
    dial(remote, localBind, owner, new Dial.Relate(false));
  }

  /**
   * The same with a servent that is known to speak 0.4; others refuse.
   *
   * @param localBind the address to dial from; null for the system's choice
   */
  public void dialLegacy(HostAddress remote, InetAddress localBind, Owner owner) {
    dial(remote, localBind, owner, new Dial.Relate(true));
  }

  /**
   * Dials, writes a GIV line and then serves the owner's HTTP on that socket.
   *
   * @param localBind the address to dial from; null for the system's choice
   * @param givLine {@code GIV index:guid/name}, without line ends
   */
  public void dialGiv(HostAddress remote, InetAddress localBind, String givLine, Owner owner) {
    dial(remote, localBind, owner, new Dial.Give(givLine));
  }

  /**
   * Dials another owner for a trunk; the outcome is an attached connection with that key or {@link
   * Owner#onDialFailed}.
   *
   * @param localBind the address to dial from; null for the system's choice
   * @param key that the other owner awaits (see {@link Owner#onTrunk})
   * @param answer that it gives; who gives another one is no trunk
   * @param queueBytes what may wait on it
   */
  public void dialTrunk(
      HostAddress remote,
      InetAddress localBind,
      Guid key,
      Guid answer,
      int queueBytes,
      Owner owner) {
    dial(remote, localBind, owner, new Dial.Trunk(key, answer, queueBytes));
  }

  /**
   * Dials, writes {@code bytes} (a connect-back probe) and closes.
   *
   * @param localBind the address to dial from; null for the system's choice
   */
  public void probe(HostAddress remote, InetAddress localBind, byte[] bytes, Owner owner) {
    dial(remote, localBind, owner, new Dial.Probe(bytes.clone()));
  }

  /**
   * Dials and asks for something by HTTP. The socket is closed when the whole answer has been read;
   * as long as nobody reads, the other side is not read either. Counts among the owner's HTTP
   * connections.
   *
   * @param localBind the address to dial from; null for the system's choice
   * @param request with an absolute URI or a Host header
   * @return fails if no answer came; with a {@link DialException} if it could not be asked
   */
  public CompletionStage<HttpResponse> fetch(
      HostAddress remote, InetAddress localBind, HttpRequest request, Owner owner) {
    CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    dial(remote, localBind, owner, new Dial.Fetch(request, response));
    return response;
  }

  /**
   * Asks for something by HTTP on the socket of a push answer (see {@link Owner#onGiv}), as {@link
   * #fetch} does on one that was dialled.
   *
   * @param remote the other end
   * @param bytes everything behind the GIV line; not used yet
   */
  public CompletionStage<HttpResponse> ask(
      HostAddress remote, Flow<ByteString, ByteString, NotUsed> bytes, HttpRequest request) {
    CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    http.fetch(remote, bytes, request, response);
    return response;
  }

  private void dial(HostAddress remote, InetAddress localBind, Owner owner, Dial purpose) {
    IoShard shard = shardOf(owner);
    if (!shard.execute(() -> shard.arrivals().dial(remote, localBind, owner, purpose))) {
      purpose.failed(owner, remote, CloseReason.SHUTDOWN, List.of());
    }
  }

  /** An empty round for an I/O shard, with the memory of one that has been written if there is. */
  public OutRound outRound(int shard) {
    OutRound used = shards.get(shard).writes().spare();
    return used == null ? new OutRound(shard) : used;
  }

  /**
   * Queues frames for writing, in order. Frames for connections that have ended are counted and
   * forgotten. While very much waits, nothing is read until it has been written.
   */
  public void submit(OutRound round) {
    shards.get(round.shard()).writes().submit(round);
  }

  /** The same with one frame, for who sends few. */
  public void send(Connection to, byte[] bytes, int offset, int length) {
    OutRound round = new OutRound(to.shard());
    round.add(bytes, offset, length, to);
    submit(round);
  }

  /**
   * Stops reading, sends a Bye if {@code reason} has a code and the other side understands it,
   * flushes, closes. What still waits in the send queue, control aside, is dropped.
   */
  public void close(Connection connection, CloseReason reason) {
    if (connection instanceof SocketConnection c) {
      c.close(reason, "");
    }
  }

  /**
   * From the next round on, {@code connection} is read on behalf of {@code owner}, who finds it
   * among the attached of a batch. The slot that the old owner's policy reserved is given back.
   */
  public void handOver(Connection connection, Owner owner) {
    if (connection instanceof SocketConnection c) {
      c.ioShard().execute(() -> c.ioShard().lifecycle().handOver(c, owner));
    }
  }

  /** Counters and gauges of all shards, for metrics. */
  public IoStats stats() {
    return counters.snapshot();
  }

  /**
   * Closes every listener and connection, and waits for their ends: for the configured linger time
   * and a few seconds at most. Not to be called by actors that live on shards. The threads end with
   * the actor system.
   */
  @Override
  public void close() {
    shards.forEach(IoShard::stop);
    try {
      for (int i = 0; i < shards.size(); i++) {
        shards.get(i).awaitEnd();
        streams.get(i).toCompletableFuture().get(STREAM_END_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("a stream over an I/O shard did not end well", e);
    }
  }

  /** A bound port. */
  public interface Listener extends AutoCloseable {
    /** Where it is bound. */
    HostAddress address();

    /** Sends one datagram from this port; dropped and counted if the socket is full. */
    void sendDatagram(HostAddress remote, byte[] bytes);

    /** Stops accepting; connections live on. */
    @Override
    void close();
  }
}
