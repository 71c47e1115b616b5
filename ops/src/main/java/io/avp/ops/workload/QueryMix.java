package io.avp.ops.workload;

import io.avp.gnutella.qrp.QueryWords;
import java.util.List;
import java.util.random.RandomGenerator;

/** What users ask: one or two words of a file drawn by popularity, sometimes cut short. */
final class QueryMix {
  private static final String EXTENSION = ".dat";
  private static final double EXPONENT = 0.8;
  private static final int SHORTEST_PREFIX = 4;

  private final List<SharedFile> catalogue;
  private final Zipf popularity;

  QueryMix(List<SharedFile> catalogue) {
    this.catalogue = catalogue;
    this.popularity = new Zipf(catalogue.size(), EXPONENT);
  }

  String next(RandomGenerator random) {
    SharedFile file = catalogue.get(popularity.draw(random));
    List<String> words = QueryWords.split(file.name().replace(EXTENSION, ""));
    String first = words.get(random.nextInt(words.size()));
    return switch (random.nextInt(4)) {
      case 0 -> first;
      case 1 -> first.length() > SHORTEST_PREFIX ? first.substring(0, first.length() - 1) : first;
      default -> {
        String second = words.get(random.nextInt(words.size()));
        yield first.equals(second) ? first : first + " " + second;
      }
    };
  }
}
