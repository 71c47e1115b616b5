package io.avp.vcc.cache;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AvpId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a region knows of a question.
 *
 * @param offers what may be answered, nearest first
 * @param ask who may have more but is to be asked itself: its entries are old, it is no member, or
 *     it has more than its share of a short answer
 * @param all false if more was there to be looked at
 */
public record Found(List<Offer> offers, List<Ask> ask, boolean all) {
  /**
   * Somebody to be asked.
   *
   * @param servent its GUID
   * @param via who holds a relation to it; none if nobody of the realm does
   */
  public record Ask(Guid servent, List<AvpId> via) {}

  /** What is one holder: another address may only claim that GUID. */
  private record Claim(Guid servent, HostAddress address) {}

  /** Nothing. */
  public static final Found NOTHING = new Found(List.of(), List.of(), true);

  public Found {
    offers = List.copyOf(offers);
    ask = List.copyOf(ask);
  }

  /** True if there is nothing to answer and nobody to ask. */
  public boolean isNothing() {
    return offers.isEmpty() && ask.isEmpty();
  }

  /** Records that may be answered. */
  public int records() {
    return offers.stream().mapToInt(offer -> offer.records().size()).sum();
  }

  /** Length of these records. */
  public int recordBytes() {
    int sum = 0;
    for (Offer offer : offers) {
      for (byte[] raw : offer.records()) {
        sum += raw.length;
      }
    }
    return sum;
  }

  /**
   * One out of what several regions have found for one question, each record once and each holder
   * once. What a member has that is to be asked is left to it.
   */
  public static Found merged(List<Found> parts) {
    Set<Ask> ask = new HashSet<>();
    boolean all = true;
    for (Found part : parts) {
      ask.addAll(part.ask);
      all &= part.all;
    }
    Set<Guid> asked = new HashSet<>();
    // Others' claims of a GUID take nothing away from the member that has it.
    ask.stream().filter(one -> !one.via().isEmpty()).forEach(one -> asked.add(one.servent()));
    Set<String> seen = new HashSet<>();
    Map<Claim, Offer> offers = new LinkedHashMap<>();
    for (Found part : parts) {
      for (Offer offer : part.offers) {
        Guid servent = offer.holder().servent();
        List<byte[]> fresh = new ArrayList<>();
        for (byte[] record : offer.records()) {
          if (!asked.contains(servent) && seen.add(servent + Arrays.toString(record))) {
            fresh.add(record);
          }
        }
        if (!fresh.isEmpty()) {
          offers.merge(
              new Claim(servent, offer.holder().address()),
              new Offer(offer.holder(), fresh),
              Offer::and);
        }
      }
    }
    return new Found(List.copyOf(offers.values()), List.copyOf(ask), all);
  }

  /** The same, and what others offer of whom nothing is here. */
  public Found with(List<Offer> others) {
    Set<Guid> here = new HashSet<>();
    offers.forEach(offer -> here.add(offer.holder().servent()));
    ask.forEach(one -> here.add(one.servent()));
    List<Offer> more = new ArrayList<>(offers);
    others.stream().filter(offer -> !here.contains(offer.holder().servent())).forEach(more::add);
    return new Found(more, ask, all);
  }
}
