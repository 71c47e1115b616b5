package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Props;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegionExchangeTest {
  @Test
  void oneMessageAsksManyRegionsAndAllAnswer() throws Exception {
    try (TestNode node = TestNode.start()) {
      ActorRef<RegionExchange.Command> exchange =
          node.system.systemActorOf(
              RegionExchange.create(new LocalRegions()), "exchange", Props.empty());
      TestProbe<VirtualPeer.Command> asker = TestProbe.create(node.system);
      exchange.tell(
          new RegionExchange.Ask(
              "somebody",
              IntStream.range(0, 50)
                  .mapToObj(
                      region ->
                          new QueryRegion.Questions(
                              region,
                              new int[] {region, -region},
                              new int[] {region << 24, 0},
                              new byte[0],
                              false))
                  .toList(),
              asker.getRef()));
      Map<Integer, QueryRegion.Answer> answers = new TreeMap<>();
      while (answers.size() < 50) {
        VirtualPeer.Answers some = asker.expectMessageClass(VirtualPeer.Answers.class);
        some.answers().forEach(answer -> answers.put(answer.region(), answer));
      }
      answers.forEach(
          (region, answer) ->
              assertArrayEquals(new int[] {region, -region}, answer.questions(), "of " + region));
      asker.expectNoMessage(Duration.ofMillis(50));
    }
  }
}
