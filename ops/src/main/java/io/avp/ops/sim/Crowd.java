package io.avp.ops.sim;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The peers that are there, by how many relations they want, and drawn in proportion to that. Each
 * has a number from 0 on, which another has when it has left. 12 bytes per peer.
 */
final class Crowd {
  private static final int FIRST_ROOM = 1 << 10;

  private final double[] wants;
  private final int[][] members;
  private final int[] sizes;
  private int[] placeOf = new int[FIRST_ROOM];
  private byte[] kindOf = new byte[FIRST_ROOM];
  private int[] free = new int[FIRST_ROOM];
  private int frees;
  private int numbers;

  /**
   * Nobody yet.
   *
   * @param wants relations that peers of each kind want
   */
  Crowd(double[] wants) {
    this.wants = wants;
    members = new int[wants.length][FIRST_ROOM];
    sizes = new int[wants.length];
  }

  /** A peer comes; its number. */
  int come(int kind) {
    int number = frees > 0 ? free[--frees] : numbers++;
    if (number == placeOf.length) {
      placeOf = Arrays.copyOf(placeOf, 2 * number);
      kindOf = Arrays.copyOf(kindOf, 2 * number);
      free = Arrays.copyOf(free, 2 * number);
    }
    if (sizes[kind] == members[kind].length) {
      members[kind] = Arrays.copyOf(members[kind], 2 * sizes[kind]);
    }
    placeOf[number] = sizes[kind];
    kindOf[number] = (byte) kind;
    members[kind][sizes[kind]++] = number;
    return number;
  }

  /** A peer leaves. */
  void leave(int number) {
    int kind = kindOf[number];
    int last = members[kind][--sizes[kind]];
    members[kind][placeOf[number]] = last;
    placeOf[last] = placeOf[number];
    free[frees++] = number;
  }

  /** Draws one. */
  int draw(SplittableRandom random) {
    double at = random.nextDouble() * wanted();
    int kind = 0;
    while (kind < wants.length - 1 && at >= sizes[kind] * wants[kind]) {
      at -= sizes[kind] * wants[kind];
      kind++;
    }
    while (sizes[kind] == 0) { // rounding may lead to a kind that nobody is of
      kind = (kind + 1) % wants.length;
    }
    return members[kind][random.nextInt(sizes[kind])];
  }

  /** Draws another one than a given one; there must be two. */
  int drawOther(int than, SplittableRandom random) {
    int drawn = draw(random);
    while (drawn == than) {
      drawn = draw(random);
    }
    return drawn;
  }

  /** Relations that all together want. */
  private double wanted() {
    double sum = 0;
    for (int kind = 0; kind < wants.length; kind++) {
      sum += sizes[kind] * wants[kind];
    }
    return sum;
  }

  /** How many kinds there are. */
  int kinds() {
    return wants.length;
  }

  int kindOf(int number) {
    return kindOf[number];
  }

  /** How many are there. */
  int size() {
    return numbers - frees;
  }

  /** How many of a kind are there. */
  int size(int kind) {
    return sizes[kind];
  }

  /** One of a kind, by its place, which changes when others leave. */
  int member(int kind, int place) {
    return members[kind][place];
  }
}
