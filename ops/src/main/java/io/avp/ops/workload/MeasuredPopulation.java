package io.avp.ops.workload;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.Guid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Leaves that share as was measured of real ones: a quarter nothing, the others by Pareto's law,
 * few of them very much; copies of the files of a catalogue by Zipf's law; names of words by the
 * law of Zipf and Mandelbrot. All accept connections. The same for the same seed.
 */
public final class MeasuredPopulation {
  private static final double FREE_RIDERS = 0.25;
  private static final int FILES_EACH = 10;
  private static final int FEWEST_FILES = 10;
  private static final int MOST_FILES = 2000;
  private static final double PARETO = 1.05;
  private static final double POPULARITY = 0.8;
  private static final int VOCABULARY = 6000;
  private static final double WORD_SHIFT = 20;
  private static final int FEWEST_WORDS = 3;
  private static final int MOST_WORDS = 7;
  private static final int NETWORKS = 16;
  private static final int NETWORK_SHIFT = 18;
  private static final int POISONED_FILES = 200;
  private static final int SIZE = 4 << 10;

  private MeasuredPopulation() {}

  /**
   * Draws a population.
   *
   * @param firstIp address of servent 0, which ends in 1; the others are in its last byte and in
   *     four bits above the lower eighteen
   * @param unbrowsable share of the servents that refuse to be browsed, 0 to 1
   */
  public static Population of(long seed, int servents, int firstIp, double unbrowsable) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SharedFile> catalogue = catalogue(random, servents * FILES_EACH);
    Zipf popularity = new Zipf(catalogue.size(), POPULARITY);
    List<ServentPlan> plans = new ArrayList<>();
    for (int n = 0; n < servents; n++) {
      Guid guid = Guid.modern(random.nextLong(), random.nextLong());
      boolean browsable = random.nextDouble() >= unbrowsable;
      int count = random.nextDouble() < FREE_RIDERS ? 0 : pareto(random);
      // A part of a small catalogue, or drawing different ones would take for ever.
      Set<SharedFile> files = new LinkedHashSet<>();
      while (files.size() < Math.min(count, catalogue.size() / 4)) {
        files.add(catalogue.get(popularity.draw(random)));
      }
      List<SharedFile> sorted =
          files.stream().sorted(Comparator.comparingInt(SharedFile::number)).toList();
      plans.add(
          new ServentPlan(n, PeerMode.LEAF, false, browsable, address(firstIp, n), guid, sorted));
    }
    return new Population(List.copyOf(plans), catalogue);
  }

  /**
   * The same population and, behind it, servents that offer popular names with other content.
   *
   * @param firstIp address of the first honest servent
   */
  public static Population poisoned(Population honest, long seed, int poisoners, int firstIp) {
    SplittableRandom random = new SplittableRandom(seed);
    Zipf popularity = new Zipf(honest.catalogue().size(), POPULARITY);
    List<ServentPlan> plans = new ArrayList<>(honest.servents());
    for (int i = 0; i < poisoners; i++) {
      int n = plans.size();
      Guid guid = Guid.modern(random.nextLong(), random.nextLong());
      List<SharedFile> files = new ArrayList<>();
      while (files.size() < POISONED_FILES) {
        SharedFile real = honest.catalogue().get(popularity.draw(random));
        files.add(SharedFile.of(files.size(), real.name(), SIZE, random.nextLong()));
      }
      plans.add(new ServentPlan(n, PeerMode.LEAF, false, true, address(firstIp, n), guid, files));
    }
    return new Population(List.copyOf(plans), honest.catalogue());
  }

  /** In several networks of sixteen bits, up to 250 in each, so that none ends in 255. */
  private static int address(int firstIp, int n) {
    return firstIp + (n % NETWORKS << NETWORK_SHIFT) + n / NETWORKS;
  }

  private static int pareto(SplittableRandom random) {
    double drawn = FEWEST_FILES * Math.pow(1 - random.nextDouble(), -1 / PARETO);
    return (int) Math.min(MOST_FILES, drawn);
  }

  private static List<SharedFile> catalogue(SplittableRandom random, int files) {
    Vocabulary vocabulary = new Vocabulary(random, Math.min(VOCABULARY, 10 * files));
    Zipf words = new Zipf(vocabulary.size(), 1, WORD_SHIFT);
    List<SharedFile> catalogue = new ArrayList<>();
    for (int n = 0; n < files; n++) {
      int count = random.nextInt(FEWEST_WORDS, MOST_WORDS + 1);
      Set<String> name = new LinkedHashSet<>();
      while (name.size() < count) {
        name.add(vocabulary.word(words.draw(random)));
      }
      catalogue.add(SharedFile.of(n, String.join(" ", name) + ".dat", SIZE, random.nextLong()));
    }
    return List.copyOf(catalogue);
  }
}
