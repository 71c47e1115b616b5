package io.avp.vcc.cache;

import io.avp.gnutella.wire.Guid;
import io.avp.model.AvpId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Who has files on this node, by GUID and by number. What others claim of a GUID is kept apart from
 * what the member of that GUID has told itself. Not safe for several threads.
 */
final class Holders {
  private static final int PER_HOLDER = 160;

  /** One of them. */
  static final class Known {
    final int number;
    private Holder holder;
    private int[] holdings = new int[4];
    private int count;

    /**
     * Minute of the last sign that all its files are still there; of none, if it never gave one.
     */
    private int confirmed;

    private boolean everConfirmed;

    /** It has left; what is known of it waits for the regions to let it go. */
    private boolean gone;

    private Known(int number, Holder holder) {
      this.number = number;
      this.holder = holder;
    }

    Holder holder() {
      return holder;
    }

    boolean gone() {
      return gone;
    }

    int count() {
      return count;
    }

    int holding(int i) {
      return holdings[i];
    }

    /** Where its holding of a record is, or -1 - (where it belongs): in order of both numbers. */
    int place(HoldingTable table, int body, int index) {
      int low = 0;
      int high = count - 1;
      while (low <= high) {
        int middle = low + high >>> 1;
        int order = table.compare(holdings[middle], body, index);
        if (order == 0) {
          return middle;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle - 1;
      }
      return -1 - low;
    }

    void confirm(int minute) {
      confirmed = minute;
      everConfirmed = true;
    }

    /** Minutes since the last sign that all its files are there, at most {@code otherwise}. */
    int age(int minute, int otherwise) {
      return everConfirmed ? Math.min(otherwise, minute - confirmed) : otherwise;
    }

    boolean confirmedWithin(int minute, int minutes) {
      return everConfirmed && minute - confirmed <= minutes;
    }
  }

  private final Map<Guid, Known> members = new HashMap<>();
  private final Map<Guid, Known> outsiders = new HashMap<>();
  private final List<Known> byNumber = new ArrayList<>();
  private final BitSet free = new BitSet();
  private long bytes;
  private long left;

  /**
   * What is known of the one that is told of; null if nothing is, or if that is {@link
   * #isSomebodyElse}.
   */
  Known find(Holder told) {
    Known known = (told.via().isEmpty() ? outsiders : members).get(told.servent());
    return known == null || isSomebodyElse(known, told) ? null : known;
  }

  /** True if a member of that GUID is there, at another address: nobody speaks in its place. */
  boolean isSomebodyElse(Holder told) {
    Known known = members.get(told.servent());
    return known != null && isSomebodyElse(known, told);
  }

  private static boolean isSomebodyElse(Known known, Holder told) {
    return !told.via().isEmpty()
        && !known.gone
        && known.holder.address().ip() != told.address().ip();
  }

  /** The member of that GUID, also if it has left; null if there is none. */
  Known member(Guid servent) {
    return members.get(servent);
  }

  /** All that is known of a GUID. */
  List<Known> find(Guid servent) {
    return Stream.of(members.get(servent), outsiders.get(servent))
        .filter(Objects::nonNull)
        .toList();
  }

  Known at(int number) {
    return byNumber.get(number);
  }

  /** Remembers a holder, or what is new of it. */
  Known tell(Holder told) {
    Known known = find(told);
    if (known == null) {
      return create(told);
    }
    bytes -= known.holder.bytes();
    known.holder = merged(known.holder, told);
    known.gone = false;
    bytes += known.holder.bytes();
    return known;
  }

  private static Holder merged(Holder old, Holder told) {
    return new Holder(
            told.servent(),
            told.address().port() == 0 ? old.address() : told.address(),
            told.speed(),
            told.trailer().or(old::trailer),
            told.push() == Push.UNKNOWN ? old.push() : told.push(),
            told.via(),
            told.rttMillis(),
            old.source())
        .alsoVia(old.via());
  }

  private Known create(Holder told) {
    int number = free.nextSetBit(0);
    if (number < 0) {
      number = byNumber.size();
      byNumber.add(null);
    }
    free.clear(number);
    Known known = new Known(number, told);
    byNumber.set(number, known);
    (told.via().isEmpty() ? outsiders : members).put(told.servent(), known);
    bytes += PER_HOLDER + told.bytes() + known.holdings.length * (long) Integer.BYTES;
    return known;
  }

  /** Takes note that a virtual peer holds no relation to it any more; true if nobody else does. */
  boolean leave(Known known, AvpId avp) {
    if (known.holder.via().contains(avp)) {
      bytes -= known.holder.bytes();
      known.holder = known.holder.without(avp);
      bytes += known.holder.bytes();
      known.gone = known.holder.via().isEmpty();
      left += known.gone ? 1 : 0;
    }
    return known.gone;
  }

  /** Takes note that nothing of it counts any more. */
  void leave(Known known) {
    List.copyOf(known.holder.via()).forEach(avp -> leave(known, avp));
    known.gone = true;
  }

  /** One more holding of it, at its place. */
  void add(Known known, int place, int holding) {
    int count = known.count;
    if (count == known.holdings.length) {
      bytes -= count * (long) Integer.BYTES;
      known.holdings = Arrays.copyOf(known.holdings, count + count / 4 + 4);
      bytes += known.holdings.length * (long) Integer.BYTES;
    }
    System.arraycopy(known.holdings, place, known.holdings, place + 1, count - place);
    known.holdings[place] = holding;
    known.count++;
  }

  /** The holding at a place is gone; a holder without any is forgotten. */
  void remove(Known known, int place) {
    known.count--;
    System.arraycopy(known.holdings, place + 1, known.holdings, place, known.count - place);
    if (known.count == 0) {
      forget(known);
    }
  }

  private void forget(Known known) {
    bytes -= PER_HOLDER + known.holder.bytes() + known.holdings.length * (long) Integer.BYTES;
    members.remove(known.holder.servent(), known);
    outsiders.remove(known.holder.servent(), known);
    byNumber.set(known.number, null);
    free.set(known.number);
  }

  Stream<Known> all() {
    return byNumber.stream().filter(Objects::nonNull);
  }

  /** Members that have left so far. */
  long left() {
    return left;
  }

  /** Members and others. */
  int size() {
    return members.size() + outsiders.size();
  }

  /** Heap of all, in bytes; an estimate. */
  long bytes() {
    return bytes;
  }
}
