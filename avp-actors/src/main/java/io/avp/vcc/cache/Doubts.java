package io.avp.vcc.cache;

import io.avp.gnutella.wire.Guid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds members whose files contradict what others agree on: names that holders of several address
 * groups have with one content, and they alone with another, again and again. Nothing of these is
 * answered or passed on, while whoever agrees with others still is.
 *
 * <p>Nobody is doubted for names that others do not have, nor who has half as many files in common
 * with another group as contradict. Groups are networks of sixteen bits; one cannot agree with
 * itself. Takes about a microsecond for each file, and holds the store's lock for one holder at a
 * time. Not safe for several threads.
 */
public final class Doubts {
  /** Groups that have the same content under a name: fewer prove nothing against others. */
  private static final int AGREEING = 3;

  private static final int GROUP_BITS = 16;

  /** A content under a name, both hashed. */
  private record Claim(long name, long content) {}

  private record Member(Holder holder, List<Claim> claims) {}

  private final FileStore store;
  private final int contradictions;
  private long judged;

  /**
   * Nobody is doubted.
   *
   * @param contradictions files that contradict, below which nobody is doubted; 0: nobody ever is
   */
  public Doubts(FileStore store, int contradictions) {
    this.store = store;
    this.contradictions = contradictions;
  }

  /** True if others are known than the last time: {@link #judge} may come to something else. */
  public boolean isDue() {
    return contradictions > 0 && store.changes() != judged;
  }

  /** Judges all members by all that is known now. */
  public void judge() {
    judged = store.changes();
    List<Member> members = members();
    Map<Claim, Set<Long>> groups = new HashMap<>();
    for (Member member : members) {
      for (Claim claim : member.claims) {
        Set<Long> some = groups.computeIfAbsent(claim, c -> new HashSet<>(2));
        if (some.size() < AGREEING) {
          some.add(member.holder.source() >>> GROUP_BITS);
        }
      }
    }
    Set<Long> agreed = new HashSet<>();
    groups.forEach(
        (claim, some) -> {
          if (some.size() == AGREEING) {
            agreed.add(claim.name);
          }
        });
    Set<Guid> doubted = new HashSet<>();
    for (Member member : members) {
      int shared = 0;
      int alone = 0;
      for (Claim claim : member.claims) {
        if (groups.get(claim).size() > 1) {
          shared++;
        } else if (agreed.contains(claim.name)) {
          alone++;
        }
      }
      if (alone >= contradictions && alone > 2 * shared) {
        doubted.add(member.holder.servent());
      }
    }
    store.doubt(doubted);
  }

  private List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (Guid servent : store.holders()) {
      store.reading().lock();
      try {
        Holders.Known known = store.member(servent);
        if (known != null && !known.gone()) {
          List<Claim> claims = new ArrayList<>(known.count());
          for (int i = 0; i < known.count(); i++) {
            int holding = known.holding(i);
            claims.add(new Claim(store.nameHash(holding), store.contentHash(holding)));
          }
          members.add(new Member(known.holder(), claims));
        }
      } finally {
        store.reading().unlock();
      }
    }
    return members;
  }
}
