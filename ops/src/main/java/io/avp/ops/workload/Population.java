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
 * Servents and their files, the same for the same seed.
 *
 * <p>Of ten servents one is an ultrapeer; of the leaves every third is firewalled. Files are drawn
 * from one catalogue by popularity, so popular ones have several holders.
 *
 * @param servents in the order of their numbers
 * @param catalogue all files, the most popular first
 */
public record Population(List<ServentPlan> servents, List<SharedFile> catalogue) {
  private static final int FILES_EACH = 8;
  private static final int MIN_SIZE = 2 << 10;
  private static final int MAX_SIZE = 20 << 10;
  private static final double POPULARITY = 0.6;

  /**
   * Draws a population.
   *
   * @param firstIp address of servent 0; the others follow
   */
  public static Population of(long seed, int servents, int firstIp) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SharedFile> catalogue = catalogue(random, servents * FILES_EACH);
    Zipf popularity = new Zipf(catalogue.size(), POPULARITY);
    List<ServentPlan> plans = new ArrayList<>();
    for (int n = 0; n < servents; n++) {
      PeerMode mode = n % 10 == 5 ? PeerMode.ULTRAPEER : PeerMode.LEAF;
      boolean firewalled = mode == PeerMode.LEAF && n % 3 == 1;
      Guid guid = Guid.modern(random.nextLong(), random.nextLong());
      Set<SharedFile> files = new LinkedHashSet<>();
      while (files.size() < FILES_EACH) {
        files.add(catalogue.get(popularity.draw(random)));
      }
      List<SharedFile> sorted =
          files.stream().sorted(Comparator.comparingInt(SharedFile::number)).toList();
      plans.add(new ServentPlan(n, mode, firewalled, true, firstIp + n, guid, sorted));
    }
    return new Population(List.copyOf(plans), catalogue);
  }

  private static List<SharedFile> catalogue(SplittableRandom random, int files) {
    Vocabulary vocabulary = new Vocabulary(random, Math.max(40, files / 2));
    List<SharedFile> catalogue = new ArrayList<>();
    for (int n = 0; n < files; n++) {
      String name = vocabulary.name(random, random.nextInt(2, 5)) + ".dat";
      int size = random.nextInt(MIN_SIZE, MAX_SIZE + 1);
      catalogue.add(SharedFile.of(n, name, size, random.nextLong()));
    }
    return List.copyOf(catalogue);
  }
}
