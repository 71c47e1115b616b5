package io.avp.aol.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.wire.HostAddress;
import io.avp.model.Decision;
import io.avp.model.RelationKind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Datagrams and pushes that name a victim, to have us attack it. */
class UdpAmplificationAttackTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void neverMoreThanThreeTimesTheRequest() {
    DatagramPolicy policy = new DatagramPolicy(DatagramPolicy.STANDARD, ip -> true, 1_000);
    Random random = new Random(9);
    long in = 0;
    long out = 0;
    for (int i = 0; i < 100_000; i++) {
      int request = 23 + random.nextInt(50);
      int reply = random.nextInt(1_000);
      in += request;
      if (policy.reply(random.nextInt(50), request, reply, i * (SECOND / 1_000))
          == Decision.PERMIT) {
        out += reply;
      }
    }
    assertTrue(out > 0 && out <= 3 * in);
  }

  @Test
  void oneVictimGetsOneAnswerASecondWhateverIsForged() {
    DatagramPolicy policy = new DatagramPolicy(DatagramPolicy.STANDARD, ip -> true, 1_000);
    int answers = 0;
    for (int i = 0; i < 100_000; i++) {
      answers += policy.reply(1, 30, 60, i * (SECOND / 1_000)) == Decision.PERMIT ? 1 : 0;
    }
    assertTrue(answers <= 5 + 100);
    for (int ip = 0; ip < 100_000; ip++) {
      policy.reply(ip, 30, 60, 100 * SECOND);
    }
    assertTrue(policy.overflows() > 0);
  }

  @Test
  void pushesInOneNameAreBounded() {
    PushPolicy policy = new PushPolicy(RateSettings.STANDARD, ip -> ip >>> 24 != 10, 100);
    HostAddress victim = HostAddress.parse("1.2.3.4:80");
    int passed = 0;
    for (int i = 0; i < 60; i++) {
      passed += policy.decide(victim, i * SECOND / 2) == Decision.PERMIT ? 1 : 0;
    }
    assertTrue(passed <= 10);
    assertEquals(Decision.REFUSE, policy.decide(HostAddress.parse("10.0.0.1:80"), 0));
    assertEquals(Decision.REFUSE, policy.decide(HostAddress.parse("1.2.3.4:0"), 0));
    RatePolicy rates = new RatePolicy(RateSettings.STANDARD, RelationKind.LEAF);
    ConnectBackPolicy probes = new ConnectBackPolicy(ip -> true);
    assertEquals(Decision.REFUSE, probes.decide(victim, 0, rates, 0));
    assertEquals(Decision.PERMIT, probes.decide(victim, 80, rates, 0));
    assertEquals(Decision.PERMIT, probes.decide(victim, 80, rates, 0));
    assertEquals(Decision.IGNORE, probes.decide(victim, 80, rates, 0));
  }

  @Test
  void relationsHaveTheirOwnRates() {
    RatePolicy leaf = new RatePolicy(RateSettings.STANDARD, RelationKind.LEAF);
    int passed = 0;
    for (int i = 0; i < 1_000; i++) {
      passed += leaf.query(0) == Decision.PERMIT ? 1 : 0;
    }
    assertEquals(30, passed);
    RatePolicy ultrapeer = new RatePolicy(RateSettings.STANDARD, RelationKind.ULTRAPEER);
    assertEquals(Decision.PERMIT, ultrapeer.ping(0));
    assertEquals(Decision.PERMIT, ultrapeer.ping(0));
    assertEquals(Decision.IGNORE, ultrapeer.ping(0));
    assertEquals(Decision.PERMIT, ultrapeer.ping(3 * SECOND));
  }

  @Test
  void readsReachableRanges() {
    ReachabilityPolicy open = ReachabilityPolicy.parse(List.of("public", "127.0.0.0/8"));
    assertTrue(open.test(HostAddress.parseIp("8.8.8.8")));
    assertTrue(open.test(HostAddress.parseIp("127.3.2.1")));
    for (String ip :
        List.of(
            "10.1.1.1",
            "172.31.0.1",
            "192.168.1.1",
            "224.0.0.1",
            "0.1.2.3",
            "255.255.255.255",
            "169.254.1.1",
            "100.64.0.1")) {
      assertFalse(open.test(HostAddress.parseIp(ip)), ip);
    }
    assertFalse(ReachabilityPolicy.parse(List.of("10.0.0.0/8")).test(0x08080808));
    assertTrue(ReachabilityPolicy.parse(List.of("0.0.0.0/0")).test(0x08080808));
    for (String bad : List.of("10.0.0.1/8", "10.0.0.0/33", "private", "10.0.0/8", "10.0.0.0/x")) {
      assertThrows(
          IllegalArgumentException.class, () -> ReachabilityPolicy.parse(List.of(bad)), bad);
    }
    assertThrows(IllegalArgumentException.class, () -> ReachabilityPolicy.parse(List.of()));
  }
}
