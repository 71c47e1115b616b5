package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.wire.Guid;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Regions that do not answer, or do not know all, cost time but never a find. */
class SilentRegionTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final Mailbox<QueryRegion.AskBatch> ASKED = new Mailbox<>();

  private static TestNode node;
  private static ActorRef<RegionExchange.Command> exchange;
  private static TestServent asker;
  private static TestServent far;

  @BeforeAll
  static void start() throws Exception {
    node =
        TestNode.start(SilentRegionTest::regions, "avp.gnutella.rates.leaf-queries-burst = 1000");
    exchange =
        node.system.systemActorOf(
            RegionExchange.create(new LocalRegions()), "exchange", Props.empty());
    asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
    far = TestServent.leaf(node, "127.0.1.2:6000").join(1);
    far.shares("wombat.ogg");
    node.eventually(
        () -> {
          PeerView view = TestNode.await(node.avp.peer(node.id(0))).orElseThrow();
          assertEquals(1, view.mesh().size());
          return true;
        });
  }

  @AfterAll
  static void stop() {
    node.exact(0);
    node.close();
  }

  private static void regions(ActorSystem<?> system) {
    ClusterSharding.get(system).init(Entity.of(QueryRegion.KEY, context -> silent()));
  }

  private static Behavior<QueryRegion.Command> silent() {
    return Behaviors.receiveMessage(
        message -> {
          if (message instanceof QueryRegion.AskBatch ask) {
            ASKED.add(ask);
          }
          return Behaviors.same();
        });
  }

  private static void answer(QueryRegion.AskBatch ask, boolean complete, String... peers) {
    answer(exchange, ask, complete, peers);
  }

  private static void answer(
      ActorRef<RegionExchange.Command> by,
      QueryRegion.AskBatch ask,
      boolean complete,
      String... peers) {
    long[] masks = new long[peers.length == 0 ? 0 : ask.questions().numbers().length];
    Arrays.fill(masks, -1L);
    ActorRef<VirtualPeer.Command> asking = ask.replyTo();
    QueryRegion.Questions questions = ask.questions();
    asking.tell(
        new VirtualPeer.Answers(
            by,
            List.of(
                new QueryRegion.Answer(
                    questions.region(),
                    complete,
                    questions.numbers(),
                    peers,
                    masks,
                    false,
                    new int[0],
                    List.of(),
                    new int[0],
                    List.of(),
                    new int[0],
                    new int[0],
                    0,
                    0))));
  }

  private static QueryRegion.AskBatch asked() throws Exception {
    return ASKED.take("a question", ask -> ask.peer().equals(node.id(0)));
  }

  @Test
  void whatWaitsForARegionThatMovesIsAskedThereToo() throws Exception {
    ActorRef<RegionExchange.Command> later =
        node.system.systemActorOf(
            RegionExchange.create(new LocalRegions()), "later", Props.empty());
    asker.query("quokka");
    answer(exchange, asked(), true);
    asker.settle();
    asker.query("quokka");
    QueryRegion.AskBatch second = asked();
    asker.query("quokka");
    asker.settle();
    answer(later, second, true);
    answer(later, asked(), true);
    asker.settle();
  }

  @Test
  void withoutAnAnswerAllSiblingsAreAsked() throws Exception {
    Guid id = asker.query("wombat");
    asked();
    far.take(QUERY, id);
    node.eventually(
        () -> {
          assertEquals(0, node.counter(0, QUERY, "pending"));
          assertTrue(node.gauge("regions_late_total") >= 1);
          return true;
        });
  }

  @Test
  void aQuestionThatIsAskedWhileAnotherOneIsAnsweredIsNotForgotten() throws Exception {
    for (int i = 0; i < 5; i++) {
      asker.query("numbat");
      answer(asked(), true);
      // Late enough that the first question's time is over before the second one's.
      long later = System.nanoTime() + SiblingAsks.PATIENCE_NANOS / 2;
      while (System.nanoTime() < later) {
        asker.settle();
      }
      Guid id = asker.query("wombat");
      asked();
      far.take(QUERY, id);
    }
  }

  @Test
  void anAnswerThatIsNotCompleteIsNoNo() throws Exception {
    Guid id = asker.query("wombat");
    answer(asked(), false);
    far.take(QUERY, id);
  }

  @Test
  void aCompleteNoIsBelievedAndAnAnswerThatIsLateIsIgnored() throws Exception {
    long before = node.counter(0, QUERY, "dropped_no_match");
    Guid id = asker.query("wombat");
    QueryRegion.AskBatch ask = asked();
    answer(ask, true);
    node.eventually(
        () -> {
          assertEquals(before + 1, node.counter(0, QUERY, "dropped_no_match"));
          return true;
        });
    answer(ask, true, node.id(1));
    asker.settle();
    far.settle();
    assertFalse(far.has(QUERY, id));
  }

  @Test
  void whoIsNamedIsAskedAndNobodyElse() throws Exception {
    Guid id = asker.query("wombat");
    answer(asked(), true, "unknown", node.id(1));
    far.take(QUERY, id);
  }
}
