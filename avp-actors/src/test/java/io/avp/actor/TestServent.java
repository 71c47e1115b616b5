package io.avp.actor;

import akka.NotUsed;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import io.avp.gnutella.handshake.HandshakePolicy;
import io.avp.gnutella.handshake.Headers;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.message.Bye;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.message.Push;
import io.avp.gnutella.message.Qrp;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.qrp.QrpSender;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.OutRound;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A servent on an address of its own that does as the test says and remembers what it is told. */
final class TestServent implements Owner, HandshakePolicy {
  static final int TABLE_BITS = 16;

  final Mailbox<byte[]> frames = new Mailbox<>();
  final Mailbox<Datagram> datagrams = new Mailbox<>();
  final Mailbox<CloseReason> failedDials = new Mailbox<>();
  final BlockingQueue<FrameBatch.Detached> detached = new LinkedBlockingQueue<>();
  final BlockingQueue<Connection> attached = new LinkedBlockingQueue<>();
  final Guid guid;
  final PeerMode mode;
  volatile HostAddress self;
  volatile boolean answersPings = true;
  volatile Connection connection;

  /** How many files its pongs say that it shares. */
  volatile long files = 10;

  /** It does as pushes say. */
  volatile boolean answersPushes;

  /** What it serves by HTTP; null for nothing. */
  volatile Flow<HttpRequest, HttpResponse, NotUsed> http;

  /** What it answers to a query at once; null for nothing. */
  volatile UnaryOperator<byte[]> answers = query -> null;

  /** It refuses more than that. */
  volatile int mostRelations = Integer.MAX_VALUE;

  /** The least number of relations it has had since its first one. */
  volatile int fewestRelations = Integer.MAX_VALUE;

  private final AtomicInteger relations = new AtomicInteger();
  private final AtomicInteger began = new AtomicInteger();
  private final TestNode node;
  private IoShards.Listener listener;

  private TestServent(TestNode node, PeerMode mode, String address, Guid guid) {
    this.node = node;
    this.mode = mode;
    this.self = HostAddress.parse(address);
    this.guid = guid;
  }

  static TestServent leaf(TestNode node, String address) {
    return leaf(node, address, node.newId());
  }

  static TestServent leaf(TestNode node, String address, Guid guid) {
    return new TestServent(node, PeerMode.LEAF, address, guid);
  }

  static TestServent ultrapeer(TestNode node, String address) {
    return new TestServent(node, PeerMode.ULTRAPEER, address, node.newId());
  }

  /** One that speaks 0.4, and nothing else. */
  static TestServent legacy(TestNode node, String address) {
    return new TestServent(node, PeerMode.LEGACY, address, node.newId());
  }

  /** Dials virtual peer {@code i} and waits for the relation. */
  TestServent join(int i) throws InterruptedException {
    if (mode == PeerMode.LEGACY) {
      node.sockets.dialLegacy(node.address(i), self.inetAddress(), this);
    } else {
      node.sockets.dial(node.address(i), self.inetAddress(), this);
    }
    return awaitRelation();
  }

  TestServent awaitRelation() throws InterruptedException {
    if (attached.poll(TestNode.PATIENCE.toSeconds(), TimeUnit.SECONDS) == null) {
      throw new AssertionError("no relation; dials failed: " + failedDials.count(r -> true));
    }
    return this;
  }

  /** Waits until it has had so many relations in all. */
  void awaitRelations(int number) {
    node.eventually(
        () -> {
          if (began.get() < number) {
            throw new AssertionError(began + " relations so far, " + failedDials.count(r -> true));
          }
          return number;
        });
  }

  /** Opens a port of its own, TCP and UDP; to be called before it says where it listens. */
  TestServent listen() throws IOException {
    listener = node.sockets.listen(new HostAddress(self.ip(), 0).socketAddress(), this);
    self = listener.address();
    return this;
  }

  void unlisten() {
    listener.close();
  }

  void datagram(HostAddress to, byte[] frame) {
    listener.sendDatagram(to, frame);
  }

  void send(byte[]... all) {
    OutRound round = new OutRound(connection.shard());
    for (byte[] frame : all) {
      round.add(frame, 0, frame.length, connection);
    }
    node.sockets.submit(round);
  }

  void close() {
    node.sockets.close(connection, CloseReason.SHUTDOWN);
  }

  /** Sends a table of the words of file names, and waits until it has been read. */
  int shares(String... names) throws InterruptedException {
    List<String> words = new ArrayList<>();
    for (String name : names) {
      words.addAll(io.avp.gnutella.qrp.QueryWords.forTable(name));
    }
    return table(QrpTable.ofWords(TABLE_BITS, words));
  }

  /** Sends a table and waits until it has been read; the number of its slots. */
  int table(QrpTable table) throws InterruptedException {
    for (byte[] payload : QrpSender.whole(table)) {
      send(Qrp.frame(guid, payload));
    }
    settle();
    return table.present();
  }

  /** Waits until all that it has sent so far has been looked at, and what came of it has come. */
  void settle() throws InterruptedException {
    Guid id = node.newId();
    send(Ping.plain().frame(id, 1, 0));
    frames.take("pong", f -> is(f, DescriptorType.PONG) && Guid.read(f, 0).equals(id));
  }

  Guid query(String text) {
    return query(text, 4, 0);
  }

  Guid query(String text, int ttl, int hops) {
    Guid id = node.newId();
    send(Query.of(Query.MARKED, text, List.of(), Ggep.NONE).frame(id, ttl, hops));
    return id;
  }

  /** A query hit of its own with one file. */
  byte[] hit(Guid query, boolean firewalled, int ttl, int hops) {
    return hit(query, guid, self, firewalled, ttl, hops);
  }

  static byte[] hit(
      Guid query, Guid servent, HostAddress address, boolean firewalled, int ttl, int hops) {
    HitTrailer trailer = HitTrailer.of("TEST", firewalled, false, true, Ggep.NONE);
    HitRecord record = new HitRecord(1, 1000, "file.txt", new byte[0]);
    return new QueryHit(address, 1000, List.of(record), Optional.of(trailer), servent)
        .frame(query, ttl, hops);
  }

  void vendor(VendorMessage message) throws InterruptedException {
    send(message.frame(node.newId()));
    settle();
  }

  static boolean is(byte[] frame, DescriptorType type) {
    return Header.type(frame, 0) == type;
  }

  byte[] take(DescriptorType type, Guid id) throws InterruptedException {
    return frames.take(type + " " + id, f -> is(f, type) && Guid.read(f, 0).equals(id));
  }

  byte[] take(DescriptorType type) throws InterruptedException {
    return frames.take(type.toString(), f -> is(f, type));
  }

  boolean has(DescriptorType type) {
    return frames.count(f -> is(f, type)) > 0;
  }

  boolean has(DescriptorType type, Guid id) {
    return frames.count(f -> is(f, type) && Guid.read(f, 0).equals(id)) > 0;
  }

  /** Code of the Bye that comes; the relation must have ended then. */
  int bye() throws Exception {
    byte[] frame = take(DescriptorType.BYE);
    if (detached.poll(TestNode.PATIENCE.toSeconds(), TimeUnit.SECONDS) == null) {
      throw new AssertionError("a Bye, but the relation lasts");
    }
    return Bye.decode(frame, Header.BYTES, frame.length - Header.BYTES).code();
  }

  /** The vendor message of a kind that comes. */
  VendorMessage message(Class<? extends VendorMessage> kind) throws Exception {
    byte[] frame = frames.take(kind.getSimpleName(), f -> kind.isInstance(message(f)));
    return message(frame);
  }

  private static VendorMessage message(byte[] f) {
    try {
      return is(f, DescriptorType.VENDOR)
          ? VendorMessage.decode(Guid.read(f, 0), f, Header.BYTES, f.length - Header.BYTES)
          : null;
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void onFrames(FrameBatch batch) {
    for (Connection come : batch.attached()) {
      connection = come;
      attached.add(come);
      relations.incrementAndGet();
      began.incrementAndGet();
    }
    for (int i = 0; i < batch.size(); i++) {
      byte[] frame =
          Arrays.copyOfRange(batch.bytes(), batch.offset(i), batch.offset(i) + batch.length(i));
      frames.add(frame);
      byte[] answer = is(frame, DescriptorType.QUERY) ? answers.apply(frame) : null;
      if (answer != null) {
        send(answer);
      }
      if (answersPings && is(frame, DescriptorType.PING) && Header.ttl(frame, 0) == 1) {
        send(new Pong(self, files, 1001, Ggep.NONE).frame(Guid.read(frame, 0), 1, 0));
      }
    }
    for (int i = 0; answersPushes && i < batch.size(); i++) {
      give(batch, i);
    }
    for (FrameBatch.Detached gone : batch.detached()) {
      fewestRelations = Math.min(fewestRelations, relations.decrementAndGet());
      detached.add(gone);
    }
    batch.release();
  }

  private void give(FrameBatch batch, int i) {
    byte[] b = batch.bytes();
    if (Header.type(b, batch.offset(i)) == DescriptorType.PUSH) {
      try {
        give(
            Push.decode(b, batch.offset(i) + Header.BYTES, batch.length(i) - Header.BYTES)
                .requester(),
            guid);
      } catch (MalformedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Dials somebody with the answer to a push of that servent. */
  void give(HostAddress to, Guid servent) {
    node.sockets.dialGiv(to, self.inetAddress(), "GIV 0:" + servent + "/file", this);
  }

  @Override
  public LocalIdentity identity() {
    return new LocalIdentity(mode, "Test/1.0", guid, self, 32, 4, Instant.EPOCH);
  }

  @Override
  public Verdict decide(HostAddress remote, boolean outgoing, Headers headers) {
    return mode != PeerMode.LEGACY && relations.get() < mostRelations
        ? new Verdict.Accept(PeerMode.ULTRAPEER, false, List.of())
        : new Verdict.Refuse(503, "Full", List.of());
  }

  @Override
  public Verdict decideLegacy(HostAddress remote, boolean outgoing) {
    return mode == PeerMode.LEGACY
        ? new Verdict.Accept(PeerMode.LEGACY, false, List.of())
        : HandshakePolicy.super.decideLegacy(remote, outgoing);
  }

  @Override
  public void released(PeerMode remoteMode) {
    // It reserves nothing.
  }

  @Override
  public HandshakePolicy handshakePolicy() {
    return this;
  }

  @Override
  public void onDatagrams(List<Datagram> came) {
    for (Datagram one : came) {
      datagrams.add(one);
      if (answersPings && is(one.bytes(), DescriptorType.PING)) {
        Guid id = Guid.read(one.bytes(), 0);
        datagram(one.remote(), new Pong(self, 10, 1024, Ggep.NONE).frame(id, 1, 0));
      }
    }
  }

  @Override
  public Optional<Flow<HttpRequest, HttpResponse, NotUsed>> http() {
    return Optional.ofNullable(http);
  }

  @Override
  public boolean onGiv(Giv giv, Flow<ByteString, ByteString, NotUsed> bytes) {
    return false;
  }

  @Override
  public void onDialFailed(HostAddress remote, CloseReason reason, List<HostAddress> named) {
    failedDials.add(reason);
  }

  /** Ids of the queries that have come so far. */
  Set<Guid> queries() {
    Set<Guid> ids = new java.util.HashSet<>();
    frames.count(f -> is(f, DescriptorType.QUERY) && ids.add(Guid.read(f, 0)));
    return ids;
  }
}
