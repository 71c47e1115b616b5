package io.avp.actor;

import io.avp.aol.policy.RateSettings;
import io.avp.aol.policy.ReachabilityPolicy;
import io.avp.aol.routing.DynamicQueryRules;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How the virtual peers of a node behave towards servents; defaults in {@code reference.conf} under
 * {@code avp.gnutella}.
 *
 * @param host IPv4 address that they bind and announce, as a big-endian number
 * @param dial ultrapeers that every virtual peer keeps a relation to
 * @param dialOut also dial hosts that were learnt
 * @param userAgent what they call themselves
 * @param reachable ranges that may be dialled, accepted, named
 * @param leavesMax most leaves per virtual peer
 * @param ultrapeersWanted ultrapeers that a virtual peer dials for, if it dials out
 * @param ultrapeersMax most ultrapeers per virtual peer
 * @param legacyMax most servents per virtual peer that speak 0.4; 0 if it is off
 * @param legacyDial servents of 0.4 that every virtual peer keeps a relation to
 * @param perAddressMax most relations of one IP address per virtual peer
 * @param guidSlots slots of each of the two generations of routes, a power of two
 * @param rates what one relation may send
 * @param dynamicQuery how far queries of leaves go beyond the realm
 * @param deflate whose connections are compressed
 */
public record GnutellaSettings(
    int host,
    List<HostAddress> dial,
    boolean dialOut,
    String userAgent,
    List<String> reachable,
    int leavesMax,
    int ultrapeersWanted,
    int ultrapeersMax,
    int legacyMax,
    List<HostAddress> legacyDial,
    int perAddressMax,
    int guidSlots,
    RateSettings rates,
    DynamicQueryRules dynamicQuery,
    Deflate deflate) {

  /** Together with the ultrapeers, as many relations as there are handles for routes. */
  private static final int MAX_LEAVES = 60_000;

  /** Whose connections are compressed. */
  public enum Deflate {
    /** Only between ultrapeers. */
    ULTRAPEERS,
    /** Whoever can inflate. */
    ALL,
    /** Nobody's. */
    NONE;

    private static Deflate parse(String text) {
      for (Deflate choice : values()) {
        if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
          return choice;
        }
      }
      throw new IllegalArgumentException("'" + text + "' is not one of ultrapeers, all, none");
    }
  }

  public GnutellaSettings {
    dial = List.copyOf(dial);
    legacyDial = List.copyOf(legacyDial);
    reachable = List.copyOf(reachable);
  }

  static GnutellaSettings from(SectionSettings gnutella) {
    int ultrapeersMax = gnutella.number("ultrapeers-max", 0, 1_000);
    return new GnutellaSettings(
        gnutella.parsed("host", HostAddress::parseIp),
        gnutella.parsedList("dial", HostAddress::parse),
        gnutella.flag("dial-out"),
        gnutella.parsed("user-agent", GnutellaSettings::userAgent),
        reachable(gnutella),
        gnutella.number("leaves-max", 0, MAX_LEAVES),
        gnutella.number("ultrapeers-wanted", 0, ultrapeersMax),
        ultrapeersMax,
        gnutella.flag("legacy") ? gnutella.number("legacy-max", 1, 1_000) : 0,
        legacyDial(gnutella),
        gnutella.number("per-address-max", 1, 100_000),
        guidSlots(gnutella),
        rates(gnutella.section("rates")),
        dynamicQuery(gnutella.section("dynamic-query")),
        gnutella.parsed("deflate", Deflate::parse));
  }

  private static List<HostAddress> legacyDial(SectionSettings gnutella) {
    List<HostAddress> dial = gnutella.parsedList("legacy-dial", HostAddress::parse);
    if (!dial.isEmpty() && !gnutella.flag("legacy")) {
      throw gnutella.wrong("legacy-dial", "has entries, but legacy is off");
    }
    return dial;
  }

  private static String userAgent(String text) {
    if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("has characters that a header cannot carry");
    }
    return text;
  }

  private static List<String> reachable(SectionSettings gnutella) {
    List<String> entries = gnutella.parsedList("reachable", text -> text);
    try {
      ReachabilityPolicy.parse(entries);
      return entries;
    } catch (IllegalArgumentException e) {
      throw gnutella.wrong("reachable", e.getMessage());
    }
  }

  private static int guidSlots(SectionSettings gnutella) {
    int slots = gnutella.number("guid-slots", 1 << 10, 1 << 22);
    if (Integer.bitCount(slots) != 1) {
      throw gnutella.wrong("guid-slots", "must be a power of two, is " + slots);
    }
    return slots;
  }

  private static RateSettings rates(SectionSettings rates) {
    RateSettings standard = RateSettings.STANDARD;
    return new RateSettings(
        perSecond(rates, "leaf-queries"),
        perSecond(rates, "ultrapeer-queries"),
        standard.leafPings(),
        standard.ultrapeerPings(),
        standard.requesterPushes(),
        standard.connectBacks(),
        standard.tables(),
        standard.vendors());
  }

  private static DynamicQueryRules dynamicQuery(SectionSettings query) {
    return new DynamicQueryRules(
        query.number("target", 1, 255),
        query.duration("hop-time", Duration.ofMillis(10), Duration.ofSeconds(10)).toNanos(),
        query.duration("lifetime", Duration.ofSeconds(1), Duration.ofMinutes(10)).toNanos());
  }

  private static RateLimit perSecond(SectionSettings rates, String key) {
    return RateLimit.of(
        rates.number(key, 1, 1_000_000), 1, rates.number(key + "-burst", 1, 10_000_000));
  }
}
