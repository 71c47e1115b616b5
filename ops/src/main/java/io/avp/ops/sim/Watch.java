package io.avp.ops.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches an overlay, second by second: how many relations everybody has, how these change for some
 * peers that are followed, and how long relations last.
 */
final class Watch {
  /** About so many peers are followed. */
  static final int FOLLOWED = 1_000;

  /** A peer, second by second since it is watched. */
  static final class Track {
    final int kind;
    private int[] relations = new int[64];
    private int seconds;

    private Track(int kind) {
      this.kind = kind;
    }

    private void add(int now) {
      if (seconds == relations.length) {
        relations = Arrays.copyOf(relations, 2 * seconds);
      }
      relations[seconds++] = now;
    }

    /** Seconds that it was watched. */
    int seconds() {
      return seconds;
    }

    /** How many relations it had in a second. */
    int at(int second) {
      return relations[second];
    }

    /** The same of all seconds: a copy. */
    int[] relations() {
      return Arrays.copyOf(relations, seconds);
    }
  }

  private final Crowd crowd;
  private final int oneIn;
  private final HoldingTimes lasted = new HoldingTimes();
  private final Map<Integer, Track> here = new HashMap<>();
  private final List<Track> tracks = new ArrayList<>();
  private final long[][] times;
  private long came;

  /**
   * Nothing seen yet.
   *
   * @param oneIn one in so many peers is followed
   */
  Watch(Crowd crowd, int oneIn) {
    this.crowd = crowd;
    this.oneIn = oneIn;
    times = new long[crowd.kinds()][64];
  }

  /** A peer has come. */
  void came(int number) {
    // Not every so many-th one: kinds of peers come in turns, too.
    if ((came++ * Streams.SPREAD >>> 1) % oneIn == 0) {
      Track track = new Track(crowd.kindOf(number));
      here.put(number, track);
      tracks.add(track);
    }
  }

  /** A peer has left. */
  void left(int number) {
    here.remove(number);
  }

  /** A relation begins that will have lasted for so many seconds. */
  void begun(double willLast) {
    lasted.add(willLast);
  }

  /** A second has passed. */
  void second(int[] relations) {
    for (int kind = 0; kind < times.length; kind++) {
      for (int i = 0; i < crowd.size(kind); i++) {
        int now = relations[crowd.member(kind, i)];
        if (now >= times[kind].length) {
          times[kind] = Arrays.copyOf(times[kind], 2 * now);
        }
        times[kind][now]++;
      }
    }
    here.forEach((number, track) -> track.add(relations[number]));
  }

  /** All that was seen. */
  Seen seen(String digest) {
    return Seen.of(times, tracks, lasted, digest);
  }
}
