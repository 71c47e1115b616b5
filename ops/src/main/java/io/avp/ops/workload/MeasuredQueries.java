package io.avp.ops.workload;

import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.Guid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Different texts that users would ask, as was measured: 44.4 % are pairs of words that no file
 * has; the others are words of a file, half of them drawn by how many copies of it there are, half
 * by an order that has nothing to do with it. One in twenty has a word that is cut short.
 *
 * <p>Texts that match more files than an answer holds are not among them: leaving answers out would
 * make a realm look better than the bound that it is compared with.
 */
public final class MeasuredQueries {
  private static final double UNANSWERABLE = 0.444;
  private static final double CUT_SHORT = 0.05;
  private static final double POPULARITY = 0.8;
  private static final int MOST_ANSWERS = 150;
  private static final int SHORTEST_CUT = 5;
  private static final Guid NOBODY = new Guid(0, 0);

  private final List<SharedFile> byCopies;
  private final List<SharedFile> byTaste;
  private final GroundTruth truth;
  private final Zipf popularity;
  private final SplittableRandom random;

  private MeasuredQueries(long seed, Population population, GroundTruth truth) {
    this.truth = truth;
    random = new SplittableRandom(seed);
    byCopies = population.catalogue();
    byTaste = new ArrayList<>(byCopies);
    Collections.shuffle(byTaste, new Random(seed));
    popularity = new Zipf(byCopies.size(), POPULARITY);
  }

  /**
   * Draws texts.
   *
   * @param count how many different ones
   * @return each with the number of servents that have a match, in the order in which they were
   *     drawn
   */
  public static Map<String, Integer> draw(
      long seed, int count, Population population, GroundTruth truth) {
    return new MeasuredQueries(seed, population, truth).draw(count);
  }

  private Map<String, Integer> draw(int count) {
    Map<String, Integer> texts = new LinkedHashMap<>();
    while (texts.size() < count) {
      boolean answerable = random.nextDouble() >= UNANSWERABLE;
      String text = answerable ? ofOneFile() : ofTwoFiles();
      var answers = truth.answers(text, NOBODY);
      if (answerable == !answers.isEmpty() && answers.size() <= MOST_ANSWERS) {
        texts.put(
            text, (int) answers.stream().map(GroundTruth.Holding::servent).distinct().count());
      }
    }
    return texts;
  }

  private String ofOneFile() {
    SharedFile file = (random.nextBoolean() ? byCopies : byTaste).get(popularity.draw(random));
    List<String> words = new ArrayList<>(words(file));
    Collections.shuffle(words, new Random(random.nextLong()));
    words = words.subList(0, random.nextInt(1, 4));
    if (random.nextDouble() < CUT_SHORT && words.get(0).length() >= SHORTEST_CUT) {
      words.set(0, words.get(0).substring(0, words.get(0).length() - 1));
    }
    return String.join(" ", words);
  }

  private String ofTwoFiles() {
    return word(byTaste) + " " + word(byCopies);
  }

  private String word(List<SharedFile> files) {
    List<String> words = words(files.get(popularity.draw(random)));
    return words.get(random.nextInt(words.size()));
  }

  private static List<String> words(SharedFile file) {
    return QueryWords.split(file.name().substring(0, file.name().lastIndexOf('.')));
  }
}
