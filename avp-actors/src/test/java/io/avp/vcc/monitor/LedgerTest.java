package io.avp.vcc.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Ledger ONE =
      new Ledger(
          new Fates(10, 2, 3, 1, 0, 3, 1),
          new Tally(8, 800),
          new Tally(5, 1_000),
          new Tally(4, 92),
          new Tally(40, 1_480),
          new Tally(25, 1_500),
          new Tally(20, 1_400),
          new Tally(8, 800),
          new Tally(7, 300),
          8 * 120 + 4 * 60);

  /** Floods a ring with chords and counts: the formula is what really happens. */
  @Test
  void theFormulaIsWhatFloodingSends() {
    int n = 500;
    int[] chords = {1, 7, 31};
    Deque<int[]> open = new ArrayDeque<>();
    boolean[] seen = new boolean[n];
    open.add(new int[] {0, -1});
    seen[0] = true;
    int sent = 0;
    while (!open.isEmpty()) {
      int[] at = open.remove();
      for (int chord : chords) {
        for (int to :
            new int[] {Math.floorMod(at[0] + chord, n), Math.floorMod(at[0] - chord, n)}) {
          if (to != at[1]) {
            sent++;
            if (!seen[to]) {
              seen[to] = true;
              open.add(new int[] {to, at[0]});
            }
          }
        }
      }
    }
    assertEquals(new Flooding(n, 6).flood(), sent);
  }

  @Test
  void agreesWithTheSimulatedOverlay() {
    assertEquals(8_870, Flooding.of(1_000).flood(), 8_870 * 0.02);
    assertEquals(88_116, Flooding.of(10_000).flood(), 88_116 * 0.02);
    assertEquals(12_100, Flooding.of(1_000).ping(), 12_100 * 0.05);
    assertEquals(129_000, Flooding.of(10_000).ping(), 129_000 * 0.05);
    assertEquals(1_380_000, Flooding.of(100_000).ping(), 1_380_000 * 0.05);
    assertEquals(1, Flooding.of(2).answer());
    assertEquals(1, Flooding.of(2).flood());
    assertEquals(1, Flooding.of(9).answer());
    assertEquals(9 * 7 + 1, Flooding.of(9).flood());
    assertThrows(IllegalArgumentException.class, () -> new Flooding(9, 9));
    assertThrows(IllegalArgumentException.class, () -> new Flooding(9, 1));
    assertThrows(IllegalArgumentException.class, () -> Flooding.of(1));
  }

  @Test
  void savingsFollowFromRawCounters() {
    Flooding flooding = new Flooding(100, 5);
    double flood = 100 * 4 + 1;
    double answer = Math.log(100) / Math.log(5);
    double ping = flood + 99 * answer;
    assertEquals(8 * flood + 5 * answer + 4 * ping - 60, ONE.saved(flooding), 1e-9);
    double bytes = 8 * 100 * flood + 5 * 200 * answer + 4 * (23 * flood + 37 * 99 * answer) - 4_000;
    assertEquals(bytes, ONE.savedBytes(flooding), 1e-6);
    assertTrue(ONE.explain(flooding).contains("8 x 401.0"), ONE.explain(flooding));
  }

  @Test
  void sumsAreLedgersAndIdentitiesAreChecked() {
    assertTrue(ONE.exact());
    assertTrue(Ledger.EMPTY.exact());
    Ledger two = ONE.plus(ONE);
    assertTrue(two.exact());
    assertEquals(ONE, ONE.plus(Ledger.EMPTY));
    Flooding flooding = Flooding.of(50);
    assertEquals(2 * ONE.saved(flooding), two.saved(flooding), 1e-9);
    assertEquals(2 * ONE.savedBytes(flooding), two.savedBytes(flooding), 1e-6);
    assertFalse(new Fates(1, 0, 0, 0, 0, 0, 0).exact());
    assertFalse(new Fates(0, 1, -1, 0, 0, 0, 0).exact());
    assertFalse(ONE.plus(new LedgerMeter().ledger(new Fates(1, 0, 0, 0, 0, 0, 0))).exact());
  }

  @Test
  void comparesWithAsManyPeersAsThereWereWhenSomebodyAsked() {
    assertEquals(100, ONE.flooding().orElseThrow().peers());
    assertEquals(100, ONE.plus(ONE).flooding().orElseThrow().peers());
    assertTrue(Ledger.EMPTY.flooding().isEmpty());
    LedgerMeter alone = new LedgerMeter();
    alone.query(30, 1);
    assertTrue(alone.ledger(Fates.NONE).flooding().isEmpty());
    alone.ping(23, 20);
    assertEquals(11, alone.ledger(Fates.NONE).flooding().orElseThrow().peers());
  }

  @Test
  void whatIsSentIsTheSumOfAllHops() {
    LedgerMeter meter = new LedgerMeter();
    meter.entered(DescriptorType.QUERY, 30);
    meter.entered(DescriptorType.QRP, 4_000);
    meter.query(30, 100);
    meter.asked(1, 30);
    meter.told(80);
    meter.relayed(90);
    meter.hit(90);
    Ledger ledger = meter.ledger(new Fates(1, 0, 1, 0, 0, 0, 0));
    assertTrue(ledger.exact());
    assertEquals(new Tally(4, 230), ledger.sent());
    Flooding flooding = ledger.flooding().orElseThrow();
    assertEquals(flooding.flood() + flooding.answer() - 4, ledger.saved(flooding), 1e-9);
    assertEquals(
        30 * flooding.flood() + 90 * flooding.answer() - 230, ledger.savedBytes(flooding), 1e-6);
  }
}
