package io.avp.ops.workload;

import io.avp.gnutella.wire.Guid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which servent attaches to which site, and what is counted of a query that crosses them. */
final class Sites {
  private final Map<Guid, Integer> sites = new HashMap<>();
  private final Set<Guid> firewalled = new HashSet<>();
  private final int doomed;
  private final Set<Integer> apart;

  Sites(List<ServentPlan> servents, WorkloadSettings settings) {
    doomed = settings.doomed();
    apart = settings.apart();
    servents.forEach(plan -> sites.put(plan.guid(), settings.ultrapeer(plan).site()));
    servents.stream().filter(ServentPlan::firewalled).forEach(plan -> firewalled.add(plan.guid()));
  }

  /** True if its site will be lost. */
  boolean isDoomed(Guid servent) {
    return sites.getOrDefault(servent, doomed) == doomed && doomed >= 0;
  }

  /** True if it attaches to one of these sites. */
  boolean isAt(Guid servent, Set<Integer> some) {
    return some.contains(sites.get(servent));
  }

  private boolean areApart(Guid one, Guid other) {
    return isAt(one, apart) != isAt(other, apart);
  }

  /** True if neither could fetch a file of the other, so that nobody need tell them. */
  private boolean areCut(Guid one, Guid other) {
    return firewalled.contains(one) && firewalled.contains(other);
  }

  /** A query, with what the ground truth says of it. */
  Asked asked(Guid asker, String text, Set<GroundTruth.Holding> answers, long nanos) {
    Set<GroundTruth.Holding> counted = new HashSet<>();
    Set<GroundTruth.Holding> uncounted = new HashSet<>();
    int elsewhere = 0;
    for (GroundTruth.Holding holding : answers) {
      Guid holder = holding.servent();
      boolean doomed = isDoomed(asker) || isDoomed(holder);
      if (doomed || areApart(asker, holder) || areCut(asker, holder)) {
        uncounted.add(holding);
      } else {
        counted.add(holding);
        elsewhere += sites.get(asker).equals(sites.get(holder)) ? 0 : 1;
      }
    }
    return new Asked(asker, text, counted, uncounted, elsewhere, nanos);
  }
}
