package io.avp.model;

import java.util.Arrays;

/**
 * One token bucket per IPv4 address in a bounded open-addressing table of primitives (13 bytes per
 * slot, half of them used at most).
 *
 * <p>Full buckets are forgotten when room is needed. If every bucket is in use, new addresses are
 * refused and counted: a flood from many addresses costs others nothing but their turn. Not safe
 * for several threads.
 */
public final class AddressRates {
  private final RateLimit limit;
  private final int capacity;
  private final int[] ips;
  private final long[] states;
  private final boolean[] used;
  private int size;
  private long overflows;
  private boolean swept;
  private long lastSweepNanos;

  /**
   * An empty table.
   *
   * @param limit what each address may do
   * @param capacity most addresses at a time, 1 to 2^20
   */
  public AddressRates(RateLimit limit, int capacity) {
    if (capacity < 1 || capacity > 1 << 20) {
      throw new IllegalArgumentException("capacity " + capacity + " is not in 1..2^20");
    }
    this.limit = limit;
    this.capacity = capacity;
    int slots = Integer.highestOneBit(capacity) * 4;
    this.ips = new int[slots];
    this.states = new long[slots];
    this.used = new boolean[slots];
  }

  /** Takes a token of the address; false if it has none or the table is full. */
  public boolean permit(int ip, long nowNanos) {
    int slot = find(ips, used, ip);
    if (!used[slot]) {
      if (size == capacity) {
        if (nowNanos - lastSweepNanos >= limit.intervalNanos() || !swept) {
          forgetFull(nowNanos);
        }
        if (size == capacity) {
          overflows++;
          return false;
        }
        slot = find(ips, used, ip);
      }
      used[slot] = true;
      ips[slot] = ip;
      states[slot] = nowNanos;
      size++;
    }
    if (!limit.permits(states[slot], nowNanos)) {
      return false;
    }
    states[slot] = limit.taken(states[slot], nowNanos);
    return true;
  }

  /** True if the bucket of an address is full: it has taken nothing of late. */
  public boolean isFull(int ip, long nowNanos) {
    int slot = find(ips, used, ip);
    return !used[slot] || limit.full(states[slot], nowNanos);
  }

  /** True if {@link #permit} would say yes; takes nothing. */
  public boolean wouldPermit(int ip, long nowNanos) {
    int slot = find(ips, used, ip);
    return !used[slot] || limit.permits(states[slot], nowNanos);
  }

  /** Addresses held at the moment. */
  public int size() {
    return size;
  }

  /** Requests refused because the table was full. */
  public long overflows() {
    return overflows;
  }

  // At most once per interval: sweeping for each refused packet would be the attacker's lever.
  private void forgetFull(long nowNanos) {
    swept = true;
    lastSweepNanos = nowNanos;
    int[] oldIps = ips.clone();
    long[] oldStates = states.clone();
    boolean[] oldUsed = used.clone();
    Arrays.fill(used, false);
    size = 0;
    for (int i = 0; i < oldUsed.length; i++) {
      if (oldUsed[i] && !limit.full(oldStates[i], nowNanos)) {
        int slot = find(ips, used, oldIps[i]);
        used[slot] = true;
        ips[slot] = oldIps[i];
        states[slot] = oldStates[i];
        size++;
      }
    }
  }

  private static int find(int[] ips, boolean[] used, int ip) {
    int mask = ips.length - 1;
    int slot = ((ip * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(mask)) & mask;
    while (used[slot] && ips[slot] != ip) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
