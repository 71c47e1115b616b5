package io.avp.vcc.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the holdings that match are answered: nearest holders first, no source with more than
 * its share, nobody whose entries are old or who is no member, nothing of members that are doubted.
 * Used once, under the store's lock.
 */
final class Selection {
  private static final class Group {
    final Holder holder;
    int[] holdings = new int[2];
    int size;
    boolean ask;

    Group(Holder holder) {
      this.holder = holder;
      // Nobody of the realm would notice if it left, or was never there.
      this.ask = holder.via().isEmpty();
    }

    void add(int holding) {
      if (size == holdings.length) {
        holdings = Arrays.copyOf(holdings, size * 2);
      }
      holdings[size++] = holding;
    }
  }

  private final FileStore store;
  private final HoldingLimits limits;
  private final int minute;
  private final Map<Holders.Known, Group> groups = new LinkedHashMap<>();
  private final Map<Long, Integer> perSource = new HashMap<>();
  private int matches;

  Selection(FileStore store, HoldingLimits limits, int minute) {
    this.store = store;
    this.limits = limits;
    this.minute = minute;
  }

  /** Takes a holding that matches. */
  void add(int holding) {
    Holders.Known known = store.holderOf(holding);
    if (known.gone() || store.isDoubted(known.holder().servent())) {
      return;
    }
    Group group = groups.computeIfAbsent(known, k -> new Group(k.holder()));
    group.add(holding);
    group.ask |= !store.fresh(holding, minute, limits.freshMinutes());
    matches++;
  }

  int matches() {
    return matches;
  }

  /**
   * Chooses.
   *
   * @param target records that are wanted at most
   * @param all true if every candidate was looked at
   */
  Found choose(int target, boolean all) {
    for (Group group : groups.values()) {
      if (!group.ask) {
        perSource.merge(group.holder.source(), group.size, Integer::sum);
      }
    }
    int share = limits.answerShare(Math.min(target, matches));
    long within = perSource.values().stream().mapToLong(n -> Math.min(n, share)).sum();
    boolean enough = within >= target;
    List<Offer> offers = new ArrayList<>();
    List<Found.Ask> ask = new ArrayList<>();
    Map<Long, Integer> left = new HashMap<>();
    int open = target;
    List<Group> nearest = new ArrayList<>(groups.values());
    nearest.sort(Comparator.comparingInt(group -> group.holder.rttMillis()));
    for (Group group : nearest) {
      long source = group.holder.source();
      if (group.ask || (!enough && perSource.get(source) > share)) {
        ask.add(new Found.Ask(group.holder.servent(), group.holder.via()));
        continue;
      }
      int room = Math.min(open, left.getOrDefault(source, share));
      List<byte[]> records = new ArrayList<>();
      for (int i = 0; i < Math.min(room, group.size); i++) {
        records.add(store.record(group.holdings[i]));
      }
      open -= records.size();
      left.put(source, left.getOrDefault(source, share) - records.size());
      if (!records.isEmpty()) {
        offers.add(new Offer(group.holder, records));
      }
    }
    return new Found(offers, ask, all);
  }
}
