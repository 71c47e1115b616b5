package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AvpId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class HoldingBoundsTest {
  private static final HoldingLimits OPEN =
      new HoldingLimits(100, 1 << 20, 1 << 20, 30, 120, 1 << 20);
  private static final RegionListener NOBODY = hash -> {};

  private static final int ZEBRA = QrpHash.hash("zebra");
  private static final Question QUESTION = Question.ofWords("zebra", Filters.NONE).orElseThrow();
  private static final long MINUTE = 60_000;

  /** 1,000 members of 70 files, drawn by popularity, of five words; the realm has three nodes. */
  @Test
  void knowledgeOfSeventyThousandFilesIsSmall() {
    Random random = new Random(20261124);
    List<FileRecord> catalogue = new ArrayList<>();
    String[] words = new String[30_000];
    Arrays.setAll(words, i -> word(random));
    for (int i = 0; i < 20_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int n = 0; n < 4; n++) {
        name.append(words[(int) (words.length * Math.pow(random.nextDouble(), 3))]).append(' ');
      }
      catalogue.add(Samples.file(i, name.toString() + i % 100 + ".mp3"));
    }
    FileStore[] nodes = new FileStore[3];
    Arrays.setAll(nodes, n -> new FileStore(1L << 30, n));
    RegionPrefixes[] prefixes = new RegionPrefixes[SlotHints.REGIONS];
    Arrays.setAll(prefixes, r -> new RegionPrefixes(1 << 20));
    RegionHoldings[] regions = new RegionHoldings[SlotHints.REGIONS];
    Arrays.setAll(
        regions, r -> new RegionHoldings(r, nodes[r % 3], HoldingLimits.STANDARD, NOBODY));
    int refused = 0;
    for (int member = 0; member < 1_000; member++) {
      for (int i = 0; i < 70; i++) {
        FileRecord file = catalogue.get((int) (20_000 * Math.pow(random.nextDouble(), 1.5)));
        for (int region :
            Arrays.stream(file.keys()).map(SlotHints::regionOf).distinct().toArray()) {
          refused += regions[region].add(Samples.holder(member), List.of(file), MINUTE);
        }
        for (long prefix : file.prefixes()) {
          prefixes[SlotHints.regionOf(RegionPrefixes.prefix(prefix))].add(prefix);
        }
      }
    }
    long records = Arrays.stream(nodes).mapToLong(n -> n.gauges().bytes()).sum();
    long entries = Arrays.stream(regions).mapToLong(r -> r.gauges().bytes()).sum();
    long hints = Arrays.stream(prefixes).mapToLong(RegionPrefixes::bytes).sum();
    long perFile = (records + entries + hints) / 70_000;
    System.out.printf(
        "%d B per file: records %d, entries %d, prefixes %d kB%n",
        perFile, records >> 10, entries >> 10, hints >> 10);
    assertEquals(0, refused);
    assertTrue(perFile <= 230, perFile + " bytes per file");
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int n = random.nextInt(4, 10); n > 0; n--) {
      word.append((char) random.nextInt('a', 'z' + 1));
    }
    return word.toString();
  }

  @Test
  void poisoningOneSourceCannotFillMoreThanFivePercentOfARegion() {
    HoldingLimits limits = new HoldingLimits(5, 20, 10, 30, 120, 1 << 16);
    FileStore store = new FileStore(1L << 30, 1);
    RegionHoldings region = new RegionHoldings(SlotHints.regionOf(ZEBRA), store, limits, NOBODY);
    int file = 0;
    for (int member = 0; member < 400; member++) {
      assertEquals(0, region.add(Samples.holder(member), zebras(file, 5), 0));
      file += 5;
    }
    int honest = region.gauges().entries();
    int refused = 0;
    for (int number = 1_000; number < 2_000; number++) {
      // Many GUIDs, one source.
      refused += region.add(Samples.holder(number, 666, 0), zebras(file, 3), 0);
      file += 3;
    }
    int entries = region.gauges().entries();
    assertTrue(region.entriesOf(666) * 20 <= entries, region.entriesOf(666) + " of " + entries);
    assertTrue(region.entriesOf(666) > 50, "it may have its share");
    assertEquals(refused, region.gauges().refused());
    region.purge(666);
    assertEquals(List.of(), store.of(666));
    assertEquals(honest, region.gauges().entries(), "all that the others have");
    assertTrue((entries - honest) * 20 <= entries);
  }

  @Test
  void poisoningOneSourceCannotFillMoreThanFivePercentOfAnAnswer() {
    RegionHoldings region = region(new HoldingLimits(5, 1 << 20, 10, 30, 120, 1 << 16));
    region.add(Samples.holder(1_000, 666, 0), zebras(10_000, 500), 0);
    region.add(Samples.holder(1_001, 666, 0), zebras(20_000, 500), 0);
    for (int member = 0; member < 100; member++) {
      region.add(Samples.holder(member), zebras(member * 10, 4), 0);
    }
    Found found = region.find(QUESTION, ZEBRA, 400, 0, 0);
    int poison =
        found.offers().stream()
            .filter(o -> o.holder().source() == 666)
            .mapToInt(o -> o.records().size())
            .sum();
    assertEquals(400, found.records());
    assertEquals(20, poison, "nearest, but not more than its share");
    assertTrue(found.ask().isEmpty());
  }

  @Test
  void poisoningNobodySpeaksForAMemberThatIsThere() {
    FileStore store = new FileStore(1L << 30, 1);
    RegionHoldings region = new RegionHoldings(SlotHints.regionOf(ZEBRA), store, OPEN, NOBODY);
    Holder member = Samples.holder(1);
    AvpId elsewhere = new AvpId("b-0");
    HostAddress address = new HostAddress(0x50000001, 6346);
    Holder liar =
        new Holder(
            member.servent(),
            address,
            1,
            Optional.empty(),
            Push.NOT_NEEDED,
            List.of(elsewhere),
            1,
            address.ip());
    region.replace(member, zebras(0, 3), 0);
    assertEquals(2, region.replace(liar, zebras(100, 2), 0));
    assertFalse(store.leave(member.servent(), elsewhere));
    Found found = region.find(QUESTION, ZEBRA, 150, 0, 0);
    assertEquals(List.of(member), found.offers().stream().map(Offer::holder).toList());
    assertEquals(3, found.records());

    assertTrue(store.leave(member.servent(), Samples.AVP));
    assertEquals(0, region.replace(liar, zebras(100, 2), 0));
    found = region.find(QUESTION, ZEBRA, 150, 0, 0);
    assertEquals(address, found.offers().get(0).holder().address());
    assertEquals(2, found.records());
  }

  @Test
  void whoHasMoreThanItsShareOfAShortAnswerIsAsked() {
    RegionHoldings region = region(new HoldingLimits(5, 1 << 20, 10, 30, 120, 1 << 16));
    region.add(Samples.holder(1), zebras(0, 30), 0);
    region.add(Samples.holder(2), zebras(100, 3), 0);
    Found found = region.find(QUESTION, ZEBRA, 150, 0, 0);
    assertEquals(3, found.records());
    assertEquals(List.of(new Found.Ask(Samples.guid(1), List.of(Samples.AVP))), found.ask());
  }

  @Test
  void oldEntriesAreAskedAndNotAnsweredThenForgotten() {
    FileStore store = new FileStore(1L << 30, 1);
    RegionHoldings region = new RegionHoldings(SlotHints.regionOf(ZEBRA), store, OPEN, NOBODY);
    region.add(Samples.holder(1), zebras(0, 2), MINUTE);
    region.add(Samples.holder(2), zebras(10, 2), MINUTE);
    Found fresh = region.find(QUESTION, ZEBRA, 150, 0, 31 * MINUTE);
    assertEquals(4, fresh.records());
    store.confirm(Samples.guid(2), 20 * MINUTE);
    Found later = region.find(QUESTION, ZEBRA, 150, 0, 32 * MINUTE);
    assertEquals(2, later.records());
    assertEquals(Samples.guid(2), later.offers().get(0).holder().servent());
    assertEquals(Samples.guid(1), later.ask().get(0).servent());
    region.expire(122 * MINUTE);
    assertEquals(1, store.gauges().holders());
    region.expire(141 * MINUTE);
    assertEquals(0, store.gauges().holders());
    assertEquals(0, region.gauges().entries());
  }

  @Test
  void nothingOfAMemberThatLeftIsAnswered() {
    FileStore store = new FileStore(1L << 30, 1);
    RegionHoldings region = new RegionHoldings(SlotHints.regionOf(ZEBRA), store, OPEN, NOBODY);
    region.add(Samples.holder(1), zebras(0, 2), 0);
    assertFalse(store.leave(Samples.guid(1), new io.avp.model.AvpId("b-0")), "another's member");
    assertEquals(2, region.find(QUESTION, ZEBRA, 150, 0, 0).records());
    assertTrue(store.leave(Samples.guid(1), Samples.AVP));
    assertEquals(Found.NOTHING, region.find(QUESTION, ZEBRA, 150, 0, 0));
    assertFalse(store.alive(Samples.guid(1)));
    region.remove(Samples.guid(1));
    assertEquals(0, store.gauges().holders());
    region.add(Samples.holder(1), zebras(0, 2), 0);
    assertTrue(store.alive(Samples.guid(1)), "it is back");
    assertEquals(List.of(Samples.guid(1)), store.leave(Samples.AVP));
    assertFalse(store.alive(Samples.guid(1)));
  }

  @Test
  void poisoningClaimsOfOthersDoNotTouchAMember() {
    FileStore store = new FileStore(1L << 30, 1);
    RegionHoldings region =
        new RegionHoldings(
            SlotHints.regionOf(ZEBRA), store, new HoldingLimits(5, 20, 10, 30, 120, 99), NOBODY);
    Holder honest = Samples.holder(1);
    Holder claimed =
        new Holder(
            honest.servent(),
            HostAddress.parse("44.9.9.9:1"),
            9,
            Optional.empty(),
            Push.NEEDED,
            List.of(),
            0,
            666);
    assertEquals(80, region.add(claimed, zebras(500, 100), 0));
    assertEquals(0, region.add(honest, zebras(0, 3), 0), "its share is its own");
    assertEquals(80, region.add(claimed, zebras(500, 100), 0));
    assertEquals(3, store.of(honest.servent(), 99).orElseThrow().records().size());
    assertEquals(honest, store.of(honest.servent(), 99).orElseThrow().holder());
    Found found = region.find(QUESTION, ZEBRA, 150, 0, 0);
    assertEquals(3, found.records());
    assertEquals(
        List.of(new Found.Ask(honest.servent(), List.of())), found.ask(), "asked, not answered");
    assertEquals(3, Found.merged(List.of(found, Found.NOTHING)).records());
    region.remove(honest.servent());
    assertEquals(0, store.gauges().holders());
  }

  @Test
  void theByteBoundHoldsAndRefusalsAreCounted() {
    FileStore store = new FileStore(1 << 20, 1);
    RegionHoldings region = new RegionHoldings(SlotHints.regionOf(ZEBRA), store, OPEN, NOBODY);
    int refused = 0;
    for (int member = 0; member < 2_000; member++) {
      refused += region.add(Samples.holder(member), zebras(member * 10, 10), 0);
    }
    assertTrue(store.gauges().bytes() < (1 << 20) * 5 / 4, store.gauges().toString());
    assertTrue(refused > 0);
    assertEquals(refused, store.gauges().refused());
    assertEquals(20_000 - refused, store.gauges().holdings());
    for (int member = 0; member < 2_000; member += 2) {
      region.remove(Samples.guid(member));
    }
    assertEquals(0, region.add(Samples.holder(5_000), zebras(50_000, 10), 0), "room again");
  }

  @Test
  void recordsSurviveMovingAboutInMemory() {
    FileStore store = new FileStore(1L << 30, 1);
    RegionHoldings region = new RegionHoldings(SlotHints.regionOf(ZEBRA), store, OPEN, NOBODY);
    for (int member = 0; member < 1_000; member++) {
      region.add(Samples.holder(member), zebras(member * 20, 20), 0);
    }
    long full = store.gauges().bytes();
    for (int member = 0; member < 1_000; member++) {
      if (member % 10 != 3) {
        region.remove(Samples.guid(member));
      }
    }
    assertTrue(store.gauges().bytes() < full / 2, full + " -> " + store.gauges());
    for (int member = 3; member < 1_000; member += 10) {
      Offer offer = store.of(Samples.guid(member), 100).orElseThrow();
      assertEquals(20, offer.records().size());
      List<String> expected = new ArrayList<>();
      zebras(member * 20, 20).forEach(f -> expected.add(Realm.text(Samples.guid(0), f.raw())));
      List<String> found = new ArrayList<>();
      offer.records().forEach(r -> found.add(Realm.text(Samples.guid(0), r)));
      found.sort(null);
      expected.sort(null);
      assertEquals(expected, found);
    }
  }

  @Test
  void regionsOfSeveralThreadsShareAStore() throws Exception {
    FileStore store = new FileStore(1L << 30, 1);
    String[] words = {"zebra", "alphabet", "lullaby", "narwhal"};
    ExecutorService threads = Executors.newFixedThreadPool(words.length);
    List<Future<Integer>> done = new ArrayList<>();
    for (String word : words) {
      done.add(threads.submit(() -> churn(store, word)));
    }
    for (Future<Integer> one : done) {
      assertEquals(0, one.get(), "entries left");
    }
    threads.shutdown();
    assertEquals(new FileStore.Gauges(0, 0, 0, store.gauges().bytes(), 0), store.gauges());
  }

  private static int churn(FileStore store, String word) {
    int hash = QrpHash.hash(word);
    RegionHoldings region = new RegionHoldings(SlotHints.regionOf(hash), store, OPEN, NOBODY);
    Question question = Question.ofWords(word, Filters.NONE).orElseThrow();
    for (int round = 0; round < 200; round++) {
      for (int member = 0; member < 10; member++) {
        List<FileRecord> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          files.add(Samples.file(i, "zebra alphabet lullaby narwhal " + (member + i)));
        }
        region.add(Samples.holder(member), files, 0);
      }
      if (region.find(question, hash, 1_000, round, 0).records() != 50) {
        return -1;
      }
      for (int member = 0; member < 10; member++) {
        region.remove(Samples.guid(member));
      }
    }
    return region.gauges().entries();
  }

  private static RegionHoldings region(HoldingLimits limits) {
    return new RegionHoldings(
        SlotHints.regionOf(ZEBRA), new FileStore(1L << 30, 1), limits, NOBODY);
  }

  private static List<FileRecord> zebras(int first, int number) {
    List<FileRecord> files = new ArrayList<>();
    for (int i = first; i < first + number; i++) {
      files.add(Samples.file(i, "zebra of " + i));
    }
    return files;
  }

  @Test
  void aPrefixOfTooManyWordsIsNeverSaidToBeKnown() {
    RegionPrefixes prefixes = new RegionPrefixes(1 << 16);
    for (int word = 0; word <= RegionPrefixes.MAX_WORDS; word++) {
      prefixes.add(RegionPrefixes.entry(7, 1_000 + word));
      prefixes.add(RegionPrefixes.entry(8, 5));
    }
    assertFalse(prefixes.words(7).all());
    assertEquals(RegionPrefixes.MAX_WORDS, prefixes.words(7).hashes().length);
    assertTrue(prefixes.words(8).all());
    assertEquals(1, prefixes.words(8).hashes().length);
    assertFalse(prefixes.isFull());
    RegionPrefixes small = new RegionPrefixes(10);
    for (int word = 0; word < 11; word++) {
      small.add(RegionPrefixes.entry(word * 99, word));
    }
    assertEquals(10, small.size());
    assertTrue(small.isFull());
    assertFalse(small.words(0).all(), "of nothing any more");
    assertEquals(1, small.refused());
  }
}
