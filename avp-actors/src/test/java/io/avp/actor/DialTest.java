package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import com.typesafe.config.Config;
import io.avp.aol.topology.DialBudget;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way out: who is dialled, how often, and what is remembered from run to run. */
class DialTest {
  @TempDir Path data;

  @Test
  void aConfiguredHostIsDialledAndBecomesARelation() throws Exception {
    HostAddress host = freePort("127.0.1.1");
    try (TestNode node =
        TestNode.start("avp.peer-count = 1", "avp.gnutella.dial = [\"" + host + "\"]")) {
      TestServent ultrapeer = TestServent.ultrapeer(node, host.toString());
      IoShards.Listener listener = node.sockets.listen(host.socketAddress(), ultrapeer);
      node.clock.advance(Duration.ofMinutes(2)); // the first dials may have met nobody
      ultrapeer.awaitRelation();
      byte[] ping =
          ultrapeer.frames.take(
              "a ping that seeks hosts",
              f -> TestServent.is(f, DescriptorType.PING) && Header.ttl(f, 0) > 1);
      assertEquals(0, Header.hops(ping, 0));
      ultrapeer.message(io.avp.gnutella.message.VendorMessage.MessagesSupported.class);
      ultrapeer.take(DescriptorType.QRP);
      LinkView view = TestNode.await(node.avp.links(Optional.empty(), "", 1)).items().get(0);
      assertEquals("out", view.direction());
      assertEquals(host.toString(), view.remoteAddress());
      ultrapeer.close();
      // Lost, it is dialled again, within what one address may have.
      node.clock.advance(Duration.ofMinutes(2));
      ultrapeer.awaitRelation();
      listener.close();
    }
  }

  private static HostAddress freePort(String ip) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ip))) {
      return HostAddress.parse(ip + ":" + socket.getLocalPort());
    }
  }

  /** A gateway that is run by hand, and a port that counts who dials. */
  private final class Bench implements AutoCloseable {
    final ActorTestKit kit;
    final IoShards shards;
    final ServerSocket port;
    final HostAddress host;
    final AvpSettings settings;
    final TestInbox<DialLedger.Command> asked = TestInbox.create();
    final DialBudget budget = new DialBudget(100);
    long now = 1;

    Bench(boolean configured, boolean dialOut) throws Exception {
      port = new ServerSocket(0, 100, InetAddress.getByName("127.0.1.2"));
      port.setSoTimeout((int) TestNode.PATIENCE.toMillis());
      host = HostAddress.parse("127.0.1.2:" + port.getLocalPort());
      Config config =
          TestNode.config(
              data,
              "avp.gnutella.stream.shards = 1",
              "avp.gnutella.dial-out = " + dialOut,
              "avp.gnutella.dial = [" + (configured ? "\"" + host + "\"" : "") + "]");
      kit = ActorTestKit.create("avp-dial", config);
      settings = AvpSettings.from(config);
      shards = IoShards.start(kit.system(), settings.stream());
    }

    BehaviorTestKit<ServentGateway.Command> gateway() {
      return BehaviorTestKit.create(
          ServentGateway.create(
              settings, shards, asked.getRef(), new Random(1), () -> now, () -> 1_000));
    }

    /** Answers as the keeper of all budgets would. */
    void judge(BehaviorTestKit<ServentGateway.Command> gateway) {
      while (asked.hasMessages()) {
        DialLedger.Ask ask = (DialLedger.Ask) asked.receiveMessage();
        boolean yes = budget.permit(ask.ip(), ask.purpose(), now);
        ask.replyTo().tell(new DialLedger.Answer(ask.number(), yes));
        gateway.runOne();
      }
    }

    /** Two virtual peers want more relations, again and again; every dial comes to nothing. */
    void want(BehaviorTestKit<ServentGateway.Command> gateway) {
      for (int i = 0; i < 10; i++) {
        for (String peer : List.of("a", "b")) {
          gateway.run(
              new ServentGateway.Want(
                  peer, new Undemanding(), HostAddress.parse("127.0.2.1:1"), 0, Set.of()));
          judge(gateway);
          gateway.run(new ServentGateway.DialEnded(peer, host, false, List.of()));
        }
      }
    }

    /** How often the port was dialled; asked by dialling it once more from another address. */
    int dials() throws Exception {
      shards.dial(host, InetAddress.getByName("127.0.2.99"), new Undemanding());
      int count = 0;
      while (true) {
        try (Socket come = port.accept()) {
          if (come.getInetAddress().getHostAddress().equals("127.0.2.99")) {
            return count;
          }
          assertEquals("127.0.2.1", come.getInetAddress().getHostAddress());
          count++;
        }
      }
    }

    @Override
    public void close() throws IOException {
      shards.close();
      kit.shutdownTestKit();
      port.close();
    }
  }

  @Test
  void oneAddressIsDialledOnceAMinuteWhateverIsWanted() throws Exception {
    try (Bench bench = new Bench(true, true)) {
      BehaviorTestKit<ServentGateway.Command> gateway = bench.gateway();
      gateway.run(new ServentGateway.Learned(List.of(bench.host)));
      bench.want(gateway);
      assertEquals(1, bench.dials(), "the second is for hand-overs");
      List<Integer> perMinute = new ArrayList<>();
      for (int minute = 0; minute < 5; minute++) {
        bench.now += Duration.ofSeconds(30).toNanos();
        bench.want(gateway);
        bench.now += Duration.ofSeconds(30).toNanos();
        bench.want(gateway);
        perMinute.add(bench.dials());
      }
      assertTrue(perMinute.stream().allMatch(n -> n == 1), perMinute.toString());
    }
  }

  @Test
  void learntHostsAreDialledInALaterRunIfDiallingOutIsOn() throws Exception {
    try (Bench bench = new Bench(false, true)) {
      BehaviorTestKit<ServentGateway.Command> first = bench.gateway();
      first.run(new ServentGateway.Learned(List.of(bench.host)));
      first.run(new ServentGateway.Save());
      assertTrue(Files.readString(data.resolve("hosts")).contains(bench.host.toString()));
      assertEquals(0, bench.dials());
      BehaviorTestKit<ServentGateway.Command> second = bench.gateway();
      bench.want(second);
      assertEquals(1, bench.dials());
    }
  }

  @Test
  void learntHostsAreNotDialledIfDiallingOutIsOff() throws Exception {
    try (Bench bench = new Bench(false, false)) {
      BehaviorTestKit<ServentGateway.Command> gateway = bench.gateway();
      gateway.run(new ServentGateway.Learned(List.of(bench.host)));
      bench.want(gateway);
      assertEquals(0, bench.dials());
    }
  }

  @Test
  void whatARefusalNamesAndWhatSucceededIsRemembered() throws Exception {
    try (Bench bench = new Bench(false, false)) {
      BehaviorTestKit<ServentGateway.Command> gateway = bench.gateway();
      HostAddress named = HostAddress.parse("127.0.77.1:6000");
      HostAddress outside = HostAddress.parse("8.8.8.8:6000");
      gateway.run(new ServentGateway.DialEnded("a", bench.host, false, List.of(named, outside)));
      gateway.run(new ServentGateway.DialEnded("a", bench.host, true, List.of()));
      gateway.run(new ServentGateway.Save());
      String hosts = Files.readString(data.resolve("hosts"));
      assertTrue(hosts.contains(named + " "));
      assertTrue(hosts.contains(bench.host + " 1000 1 0"), hosts);
      assertTrue(!hosts.contains("8.8.8.8"), "out of reach");
    }
  }
}
