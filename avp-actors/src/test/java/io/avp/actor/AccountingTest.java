package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.message.Push;
import io.avp.gnutella.message.Qrp;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever comes, in whatever order: every descriptor has one fate, every frame one end. */
class AccountingTest {
  private static final int ROUNDS = 300;

  private final Random random = new Random(42);
  private final List<Guid> ids = new ArrayList<>();
  private final Set<String> links = new HashSet<>();
  private TestNode node;

  @Test
  void everySnapshotIsExactWhateverComes() throws Exception {
    try (TestNode started =
        TestNode.start(
            "avp.peer-count = 1",
            "avp.gnutella.per-address-max = 100",
            "avp.gnutella.rates.leaf-queries-burst = 200")) {
      node = started;
      List<TestServent> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        all.add(joined(i));
      }
      for (int round = 0; round < ROUNDS; round++) {
        int i = random.nextInt(all.size());
        TestServent one = all.get(i);
        if (!one.detached.isEmpty()) {
          all.set(i, joined(i));
        } else if (random.nextInt(60) == 0) {
          one.close();
        } else {
          byte[][] frames = new byte[1 + random.nextInt(20)][];
          Arrays.setAll(frames, n -> frame(one));
          one.send(frames);
        }
        if (round % 10 == 0) {
          node.exact(0);
          notice();
        }
      }
      all.forEach(TestServent::close);
      node.eventually(
          () -> {
            assertEquals(0, TestNode.await(node.avp.peer(node.id(0))).orElseThrow().links());
            return true;
          });
      node.exact(0);
      everyConnectionIsExact();
    }
  }

  private TestServent joined(int i) throws Exception {
    String address = "127.0.1." + (i + 1) + ":" + (6_000 + random.nextInt(10_000));
    PeerMode mode = i % 2 == 0 ? PeerMode.LEAF : PeerMode.ULTRAPEER;
    TestServent servent =
        mode == PeerMode.LEAF
            ? TestServent.leaf(node, address)
            : TestServent.ultrapeer(node, address);
    servent.join(0);
    servent.settle(); // the virtual peer has it, so that it can be noticed
    notice();
    return servent;
  }

  /** Remembers the relations of now; their links tell of them when they have ended. */
  private void notice() {
    TestNode.await(node.avp.links(Optional.empty(), "", 1000)).items().stream()
        .map(LinkView::id)
        .forEach(links::add);
  }

  private void everyConnectionIsExact() {
    long framesIn = 0;
    assertTrue(links.size() >= 6);
    for (String id : links) {
      LinkView view =
          node.eventually(
              () -> {
                LinkView now = TestNode.await(node.avp.link(id)).orElseThrow();
                assertEquals("closed", now.state(), id);
                return now;
              });
      Map<String, Long> counters = view.counters();
      long dropped =
          counters.entrySet().stream()
              .filter(c -> c.getKey().startsWith("frames_dropped_"))
              .mapToLong(Map.Entry::getValue)
              .sum();
      assertEquals(
          counters.get("frames_offered"),
          counters.get("frames_sent") + dropped + view.queuedFrames(),
          view.toString());
      framesIn += counters.get("frames_in");
    }
    long received =
        TestNode.await(node.avp.peer(node.id(0))).orElseThrow().counters().values().stream()
            .mapToLong(fates -> fates.get("received"))
            .sum();
    assertEquals(framesIn, received, "what was framed was received, whatever became of it");
  }

  private byte[] frame(TestServent from) {
    byte[] frame = good(from);
    if (random.nextInt(6) == 0) {
      // Damaged, but of a length that keeps the stream in step.
      for (int n = random.nextInt(3); n >= 0; n--) {
        int at = random.nextInt(frame.length);
        frame[at] = at >= 19 && at < 23 ? frame[at] : (byte) random.nextInt();
      }
      if (Header.type(frame, 0) == DescriptorType.BYE) {
        frame[16] = 0x55;
      }
    }
    return frame;
  }

  private byte[] good(TestServent from) {
    Guid id = random.nextInt(4) == 0 && !ids.isEmpty() ? pick(ids) : node.newId();
    ids.add(id);
    int ttl = random.nextInt(6);
    int hops = from.mode == PeerMode.LEAF && random.nextInt(50) > 0 ? 0 : random.nextInt(5);
    HostAddress host = HostAddress.parse("127.0.5." + random.nextInt(250) + ":600");
    return switch (random.nextInt(9)) {
      case 0 -> Ping.plain().frame(id, ttl, hops);
      case 1 -> new Pong(host, 5, 64, Ggep.NONE).frame(id, ttl, hops);
      case 2, 3 ->
          Query.of(
                  Query.MARKED,
                  pick(List.of("wombat", "numbat ogg", "a", "caf\u00e9", "\\")),
                  List.of(),
                  Ggep.NONE)
              .frame(id, ttl, hops);
      case 4 -> from.hit(id, random.nextBoolean(), ttl, hops);
      case 5 -> new Push(pick(ids), 1, host, Ggep.NONE).frame(id, ttl, hops);
      case 6 -> Qrp.frame(from.guid, new byte[] {0, 64, 0, 0, 0, 7});
      case 7 ->
          random.nextBoolean()
              ? new VendorMessage.HopsFlow(random.nextInt(256)).frame(id)
              : new VendorMessage.TcpConnectBack(0).frame(id);
      default -> odd(id);
    };
  }

  private byte[] odd(Guid id) {
    byte[] frame = Arrays.copyOf(Ping.plain().frame(id, 1, 0), Header.BYTES + 20);
    frame[16] = pick(List.of(0x41, 0x44, 0xcd, 0x77, 0x32)).byteValue();
    frame[19] = 20;
    return frame;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
