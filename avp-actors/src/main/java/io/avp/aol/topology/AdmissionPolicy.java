package io.avp.aol.topology;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Who may become a relation of a virtual peer; status codes as real servents use them (fact sheet,
 * section 1.6).
 *
 * @param reachable whether an address may be accepted and dialled
 * @param perAddress most relations from one IP address, 1 or more
 * @param refusedAgents beginnings of user agents that are not accepted, lower case
 */
public record AdmissionPolicy(IntPredicate reachable, int perAddress, List<String> refusedAgents) {
  /** Agents that gtk-gnutella refuses for their behaviour. */
  public static final List<String> BAD_AGENTS = List.of("foxy ", "gnucleus 1.6.0.0");

  private static final int MAX_SIBLINGS = 10;

  /** Copies the list. */
  public AdmissionPolicy {
    refusedAgents = List.copyOf(refusedAgents);
  }

  /** The verdict; takes nothing. */
  public Admission decide(AdmissionFacts facts) {
    if (!reachable.test(facts.remote().ip())) {
      return unwelcome(550, "Address not accepted here");
    }
    if (facts.crawler() && !facts.outgoing()) {
      return new Admission.Crawl();
    }
    if (!facts.gnutellaPackets()) {
      return unwelcome(406, "Protocol not acceptable");
    }
    String agent = facts.userAgent().toLowerCase(Locale.ROOT);
    if (refusedAgents.stream().anyMatch(agent::startsWith)) {
      return unwelcome(403, "Vendor not accepted");
    }
    if (facts.ourGuid()) {
      return unwelcome(409, "Connected to myself");
    }
    if (facts.stopping()) {
      return new Admission.Reject(503, "Shutting down", siblings(facts));
    }
    if (facts.mode().isEmpty()) {
      return new Admission.Reject(503, "No X-Ultrapeer", siblings(facts));
    }
    if (facts.guidConnected()) {
      return new Admission.Reject(409, "Already connected to this GUID", siblings(facts));
    }
    if (facts.addressConnected()) {
      return new Admission.Reject(409, "Already connected to this address", siblings(facts));
    }
    if (facts.remoteConnections() >= perAddress) {
      return new Admission.Reject(503, "Too many connections from your address", siblings(facts));
    }
    PeerMode mode = facts.mode().get();
    return facts.room().contains(mode)
        ? new Admission.Admit(mode, siblings(facts))
        : full(mode, facts.siblings());
  }

  /** The refusal for want of a slot; also when the last one was taken since {@link #decide}. */
  public static Admission full(PeerMode mode, List<HostAddress> siblings) {
    String text = "No " + mode.name().toLowerCase(Locale.ROOT) + " slots";
    return new Admission.Reject(503, text, first(siblings));
  }

  private static Admission unwelcome(int status, String text) {
    return new Admission.Reject(status, text, List.of());
  }

  private static List<HostAddress> siblings(AdmissionFacts facts) {
    return first(facts.siblings());
  }

  private static List<HostAddress> first(List<HostAddress> all) {
    return List.copyOf(all.subList(0, Math.min(MAX_SIBLINGS, all.size())));
  }
}
