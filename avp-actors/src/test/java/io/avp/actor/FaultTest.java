package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error of the program costs one connection, never a virtual peer and its community. */
class FaultTest {
  /** Chance that fails when it is told to: it is asked in the midst of handlers. */
  private static final class Failing implements RandomGenerator {
    private final Random random = new Random(3);
    volatile boolean fails;

    @Override
    public synchronized long nextLong() {
      if (fails) {
        throw new IllegalStateException("as the test wants it");
      }
      return random.nextLong();
    }
  }

  @TempDir Path data;
  private final Failing chance = new Failing();
  private TestNode node;
  private TestServent bystander;

  @BeforeEach
  void start() throws Exception {
    node = TestNode.start(data, chance, "avp.peer-count = 1");
    bystander = TestServent.leaf(node, "127.0.1.1:6000").join(0);
    bystander.shares("wombat.ogg");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aFrameThatFailsEndsItsConnectionAndNothingElse() throws Exception {
    TestServent ultrapeer = TestServent.ultrapeer(node, "127.0.1.2:6000").join(0);
    for (int i = 1; i <= 3; i++) {
      HostAddress host = TestServent.ultrapeer(node, "127.0.99." + i + ":0").listen().self;
      ultrapeer.send(new Pong(host, 1, 64, Ggep.NONE).frame(node.newId(), 2, 1));
    }
    node.eventually(
        () -> {
          assertEquals(3.0, node.gauge("pongs_tested"));
          return true;
        });
    TestServent culprit = TestServent.leaf(node, "127.0.1.3:6000").join(0);
    culprit.settle();
    chance.fails = true;
    // Its answer is drawn from several hosts, for which chance is asked.
    culprit.send(Ping.plain().frame(node.newId(), 3, 0));
    assertEquals(500, culprit.bye());
    chance.fails = false;

    TestServent asker = TestServent.leaf(node, "127.0.1.4:6000").join(0);
    Guid id = asker.query("wombat");
    bystander.take(DescriptorType.QUERY, id);
    assertTrue(node.counter(0, DescriptorType.PING, "dropped_internal_error") >= 1);
    node.exact(0);
    node.eventually(
        () -> {
          assertTrue(node.gauge("faults_total") >= 1);
          return true;
        });
    assertEquals(1, TestNode.await(node.avp.peer(node.id(0))).orElseThrow().incarnation());
  }

  @Test
  void aRelationWhoseBeginningFailsIsClosedAndTheNextOneBegins() throws Exception {
    chance.fails = true;
    TestServent unlucky = TestServent.leaf(node, "127.0.1.5:6000").join(0);
    assertTrue(unlucky.detached.poll(20, TimeUnit.SECONDS) != null);
    chance.fails = false;
    TestServent lucky = TestServent.leaf(node, "127.0.1.5:6000").join(0);
    lucky.settle();
    bystander.settle();
    node.eventually(
        () -> {
          PeerView view = TestNode.await(node.avp.peer(node.id(0))).orElseThrow();
          assertEquals(2, view.links(), "the one that failed is not counted any more");
          return true;
        });
  }

  @Test
  void choresThatFailAreDoneTheNextTime() throws Exception {
    TestServent ultrapeer = TestServent.ultrapeer(node, "127.0.1.2:6000").join(0);
    ultrapeer.settle();
    chance.fails = true;
    node.clock.advance(java.time.Duration.ofSeconds(80)); // hosts are searched for by a new ping
    node.eventually(
        () -> {
          assertTrue(node.gauge("faults_total") >= 2);
          return true;
        });
    bystander.settle();
    chance.fails = false;
    ultrapeer.frames.clear();
    node.eventually(
        () -> {
          assertTrue(ultrapeer.frames.count(FaultTest::isSearch) > 0);
          return true;
        });
  }

  private static boolean isSearch(byte[] frame) {
    return TestServent.is(frame, DescriptorType.PING) && Header.ttl(frame, 0) > 1;
  }
}
