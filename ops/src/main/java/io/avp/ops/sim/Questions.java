package io.avp.ops.sim;

import io.avp.ops.sim.Streams.Purpose;
import io.avp.ops.workload.Zipf;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws what peers ask. */
final class Questions {
  /** After so many the content does not allow for what is asked. */
  private static final int DRAWS = 10_000;

  private final long seed;
  private final Holdings holdings;
  private final Scenario.Asked asked;
  private final Zipf popularity;

  Questions(long seed, Holdings holdings, Scenario scenario) {
    this.seed = seed;
    this.holdings = holdings;
    asked = scenario.asked();
    Scenario.Content content = scenario.content();
    popularity =
        new Zipf(holdings.catalogue.files(), content.popularity(), content.popularityShift());
  }

  /** The question of a number, which alone decides what it is. */
  Question draw(int number) {
    SplittableRandom random = Streams.of(seed, Purpose.QUERIES, number);
    int asker = random.nextInt(holdings.peers());
    // Spread evenly, so that their share is exact.
    boolean none =
        Math.floor((number + 1) * asked.unanswerable()) > Math.floor(number * asked.unanswerable());
    for (int draw = 0; draw < DRAWS; draw++) {
      int[] words = none ? ofTwoFiles(random) : ofOneFile(random);
      int[] files = holdings.catalogue.matching(words);
      int[] holders = holdings.holders(files, asker);
      if (none == (holders.length == 0)) {
        return question(number, asker, words, files, holders);
      }
    }
    throw new ScenarioException(
        "asked.unanswerable = " + asked.unanswerable() + ": no such question among " + DRAWS);
  }

  private int[] ofOneFile(SplittableRandom random) {
    int file = file(random);
    if (random.nextDouble() < asked.byGroup()) {
      return holdings.catalogue.groupWordsOf(file);
    }
    int[] words = holdings.catalogue.wordsOf(file);
    for (int i = 0; i < words.length - 1; i++) {
      int other = random.nextInt(i, words.length);
      int word = words[other];
      words[other] = words[i];
      words[i] = word;
    }
    double at = random.nextDouble();
    int count = 1;
    for (int i = 0; i < asked.words().length - 1 && at >= asked.words()[i]; i++) {
      at -= asked.words()[i];
      count++;
    }
    return Arrays.copyOf(words, Math.min(count, words.length));
  }

  private int[] ofTwoFiles(SplittableRandom random) {
    return IntStream.generate(
            () -> {
              int[] words = holdings.catalogue.wordsOf(file(random));
              return words[random.nextInt(words.length)];
            })
        .limit(asked.words().length)
        .distinct()
        .toArray();
  }

  private int file(SplittableRandom random) {
    int rank = popularity.draw(random);
    int files = holdings.catalogue.files();
    boolean byCopies = random.nextDouble() < asked.byCopies();
    return byCopies ? rank : (int) Math.floorMod(Streams.mix(rank), (long) files);
  }

  private Question question(int number, int asker, int[] words, int[] files, int[] holdersOfAll) {
    int[] holders = Arrays.stream(holdersOfAll).distinct().toArray();
    int[] count = new int[holders.length];
    int[] bytes = new int[holders.length];
    for (int file : files) {
      int length = Sizes.record(holdings.catalogue, file);
      for (int holder : holdings.holders(new int[] {file}, asker)) {
        int place = Arrays.binarySearch(holders, holder);
        count[place]++;
        bytes[place] += length;
      }
    }
    String text =
        Arrays.stream(words)
            .mapToObj(holdings.catalogue.words::text)
            .collect(Collectors.joining(" "));
    return new Question(number, asker, text, holders, count, bytes);
  }
}
