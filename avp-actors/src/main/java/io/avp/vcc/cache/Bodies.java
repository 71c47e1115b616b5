package io.avp.vcc.cache;

import java.util.Arrays;

/**
 * Records without their index, each once however many have the file, with a count of those that
 * have it. Not safe for several threads.
 */
final class Bodies implements ByteArena.Owner {
  private static final int FIRST_ROOM = 64;
  private static final int NONE = -1;

  private final int multiplier;
  private final ByteArena arena = new ByteArena(this);
  private final IdTable index = new IdTable(this::hash);

  /** By number; of a free one, -2 - (the next free one), or -1 if it is the last. */
  private int[] addresses = new int[FIRST_ROOM];

  private int[] holdings = new int[FIRST_ROOM];

  /** Of their names, so that few names have to be read to find those that match. */
  private int[] signs = new int[FIRST_ROOM];

  private int used;
  private int free = NONE;

  /**
   * None.
   *
   * @param salt secret that keeps others from choosing records that fall into one slot
   */
  Bodies(long salt) {
    multiplier = (int) (salt ^ salt >>> 32) | 1;
  }

  /** The number of a record; negative if it is not there. */
  int find(byte[] packed) {
    int slot = index.slot(hash(packed, 0, packed.length));
    for (int n = index.at(slot); n >= 0; n = index.at(slot)) {
      int at = at(n);
      if (Arrays.equals(array(n), at, at + length(n), packed, 0, packed.length)) {
        return n;
      }
      slot = index.next(slot);
    }
    return NONE;
  }

  /** Counts one more that has the record; keeps it if it is new. Returns its number. */
  int hold(byte[] packed) {
    int number = find(packed);
    if (number < 0) {
      number = number();
      holdings[number] = 0;
      signs[number] =
          NameWords.sign(
              packed,
              PackedRecord.NAME,
              PackedRecord.nameLength(packed, 0),
              PackedRecord.ascii(packed, 0));
      addresses[number] = arena.add(number, packed);
      index.add(number);
    }
    holdings[number]++;
    return number;
  }

  /** Counts one fewer that has the record; forgets it if that was the last one. */
  void release(int number) {
    if (--holdings[number] == 0) {
      index.remove(number);
      int address = addresses[number];
      addresses[number] = free == NONE ? NONE : -2 - free;
      free = number;
      arena.free(address);
    }
  }

  private int number() {
    if (free != NONE) {
      int number = free;
      free = addresses[number] == NONE ? NONE : -2 - addresses[number];
      return number;
    }
    if (used == addresses.length) {
      addresses = Arrays.copyOf(addresses, used + used / 4);
      holdings = Arrays.copyOf(holdings, used + used / 4);
      signs = Arrays.copyOf(signs, used + used / 4);
    }
    return used++;
  }

  /** The {@link NameWords#sign} of a record's name. */
  int sign(int number) {
    return signs[number];
  }

  /** The array that a record is in. */
  byte[] array(int number) {
    return arena.array(addresses[number]);
  }

  /** Where in its array a record begins. */
  int at(int number) {
    return ByteArena.offset(addresses[number]);
  }

  /** Bytes of a record. */
  int length(int number) {
    return arena.length(addresses[number]);
  }

  /** Records that differ. */
  int size() {
    return index.size();
  }

  /** Heap of all, in bytes. */
  long bytes() {
    return arena.bytes() + index.bytes() + 3L * Integer.BYTES * addresses.length;
  }

  @Override
  public int address(int number) {
    return addresses[number];
  }

  @Override
  public void moved(int number, int address) {
    addresses[number] = address;
  }

  private int hash(int number) {
    return hash(array(number), at(number), length(number));
  }

  private int hash(byte[] b, int from, int length) {
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = hash * multiplier + b[i];
    }
    hash ^= hash >>> 15;
    return hash * 0x2c1b3c6d ^ hash >>> 12;
  }
}
