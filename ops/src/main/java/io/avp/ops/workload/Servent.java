package io.avp.ops.workload;

import akka.NotUsed;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import io.avp.gnutella.handshake.HandshakePolicy;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Push;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * One synthetic servent: a relation to one ultrapeer, its files, its own address. An ultrapeer that
 * dials it becomes a second relation, if it takes one.
 *
 * <p>It speaks only what is on the wire and shares no rule with the virtual peers.
 */
final class Servent implements Owner {
  private static final int DEGREE = 32;
  private static final int MAX_TTL = 4;
  private static final int QUERY_TTL = 4;
  private static final int PUSH_TTL = 7;
  private static final int PORT = 26346;
  private static final String USER_AGENT = "AvpWorkload/0.1";

  private final ServentPlan plan;
  private final IoShards shards;
  private final ServentEvents events;
  private final ServentCounters counters;
  private final Map<Guid, CompletableFuture<Flow<ByteString, ByteString, NotUsed>>> waiting =
      new ConcurrentHashMap<>();

  private final HostAddress self;
  private final ServentPolicy policy;
  private final ServentTalk talk;
  private final FileHttp http;
  private final LongAdder framesSent = new LongAdder();
  private final LongAdder framesReceived = new LongAdder();
  private IoShards.Listener listener;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();

  Servent(ServentPlan plan, IoShards shards, ServentEvents events, ServentCounters counters) {
    this.plan = plan;
    this.shards = shards;
    this.events = events;
    this.counters = counters;
    this.self = new HostAddress(plan.ip(), PORT);
    this.policy =
        new ServentPolicy(
            new LocalIdentity(
                plan.mode(), USER_AGENT, plan.guid(), self, DEGREE, MAX_TTL, Instant.now()),
            () -> connections.size() < slots(plan));
    Library library = new Library(plan.files());
    this.talk = new ServentTalk(plan, library, self, counters);
    this.http =
        new FileHttp(
            library, plan.browsable() ? Optional.of(talk::browsePackets) : Optional.empty());
  }

  /** Opens its port, unless it is firewalled, and dials an ultrapeer. */
  void start(HostAddress ultrapeer) throws IOException {
    if (!plan.firewalled()) {
      listener = shards.listen(self.socketAddress(), this);
    }
    dial(ultrapeer);
  }

  /** Dials an ultrapeer, once more. */
  void dial(HostAddress ultrapeer) {
    shards.dial(ultrapeer, self.inetAddress(), this);
  }

  ServentPlan plan() {
    return plan;
  }

  /** Where it can be dialled; meaningless if it is firewalled. */
  HostAddress address() {
    return self;
  }

  /** Its own account of its relation. */
  ServentTraffic traffic() {
    return new ServentTraffic(plan, framesSent.sum(), framesReceived.sum());
  }

  boolean isAttached() {
    return !connections.isEmpty();
  }

  /** Some take one relation only, and refuse a second one while the first lasts. */
  private static int slots(ServentPlan plan) {
    return plan.number() % 10 == 3 ? 1 : 2;
  }

  /** Asks its ultrapeer; false if it has none. */
  boolean query(Guid id, String text) {
    int flags = Query.MARKED | Query.LEAF_GUIDED | (plan.firewalled() ? Query.FIREWALLED : 0);
    Query query = Query.of(flags, text, List.of(), Ggep.builder().build());
    talk.asks(id);
    boolean sent = send(query.frame(id, QUERY_TTL, 0));
    if (sent) {
      counters.queriesSent.increment();
    }
    return sent;
  }

  /** Asks a firewalled servent to connect; completes with the bytes behind its GIV line. */
  CompletableFuture<Flow<ByteString, ByteString, NotUsed>> push(Guid id, Guid target, long index) {
    CompletableFuture<Flow<ByteString, ByteString, NotUsed>> answer = new CompletableFuture<>();
    waiting.put(target, answer);
    Push push = new Push(target, index, address(), Ggep.builder().build());
    if (!send(push.frame(id, PUSH_TTL, 0))) {
      answer.completeExceptionally(new IOException("no relation to send a push on"));
    }
    return answer.whenComplete((bytes, failure) -> waiting.remove(target, answer));
  }

  /** Says Bye, ends its relation and closes its port. */
  void stop() {
    end(CloseReason.SHUTDOWN);
  }

  /** Is gone without a word. */
  void vanish() {
    end(CloseReason.IO_ERROR);
  }

  private void end(CloseReason reason) {
    connections.forEach(now -> shards.close(now, reason));
    if (listener != null) {
      listener.close();
    }
  }

  /** Over the latest relation: an earlier one is about to end. */
  private boolean send(byte[] frame) {
    List<Connection> now = List.copyOf(connections);
    Connection to = now.isEmpty() ? null : now.get(now.size() - 1);
    if (to != null) {
      send(to, frame);
    }
    return to != null;
  }

  private void send(Connection to, byte[] frame) {
    shards.send(to, frame, 0, frame.length);
    framesSent.increment();
  }

  @Override
  public HandshakePolicy handshakePolicy() {
    return policy;
  }

  @Override
  public void onFrames(FrameBatch batch) {
    for (Connection attached : batch.attached()) {
      connections.add(attached);
      talk.opening(attached.relation()).forEach(frame -> send(attached, frame));
      events.attached(this);
    }
    framesReceived.add(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      Connection from = batch.connection(i);
      talk.read(batch.bytes(), batch.offset(i), batch.length(i), act -> act(from, act));
    }
    for (FrameBatch.Detached detached : batch.detached()) {
      connections.remove(detached.connection());
      if (connections.isEmpty()) {
        events.detached(this, detached.reason() + " " + detached.detail());
      }
    }
    batch.release();
  }

  private void act(Connection from, ServentTalk.Act act) {
    if (act instanceof ServentTalk.Act.Reply reply) {
      send(from, reply.frame());
    } else if (act instanceof ServentTalk.Act.Found found) {
      events.hit(this, found.query(), found.hit());
    } else if (act instanceof ServentTalk.Act.Give give) {
      shards.dialGiv(give.to(), self.inetAddress(), give.line(), this);
    }
  }

  @Override
  public void onDatagrams(List<Datagram> datagrams) {
    // It speaks TCP only.
  }

  @Override
  public Optional<Flow<HttpRequest, HttpResponse, NotUsed>> http() {
    return Optional.of(http.flow());
  }

  @Override
  public boolean onGiv(Giv giv, Flow<ByteString, ByteString, NotUsed> bytes) {
    CompletableFuture<Flow<ByteString, ByteString, NotUsed>> answer = waiting.get(giv.guid());
    return answer != null && answer.complete(bytes);
  }

  @Override
  public void onDialFailed(
      HostAddress remote, CloseReason reason, List<HostAddress> tryUltrapeers) {
    events.detached(this, "dial of " + remote + ": " + reason);
  }
}
