package io.avp.gnutella.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All that one select round read, in order: one array of bytes and the entries that say what of it
 * is whose. Pooled; filled by the selector thread, then read by the stream, never by both.
 */
final class Round {
  /** A dialled connection came about. */
  static final byte OPENED = 0;

  /** Bytes came. */
  static final byte DATA = 1;

  /** The other side will send no more. */
  static final byte EOF = 2;

  /** The connection's end; nothing follows. */
  static final byte ENDED = 3;

  /** Another owner has it from here on. */
  static final byte HANDED_OVER = 4;

  final byte[] bytes;
  final List<Desk> reserved = new ArrayList<>();
  int used;
  long readNanos;
  private int size;
  private byte[] kinds = new byte[64];
  private SocketConnection[] connections = new SocketConnection[64];
  private Desk[] desks = new Desk[64];
  private int[] offsets = new int[64];
  private int[] lengths = new int[64];

  Round(int capacity) {
    bytes = new byte[capacity];
  }

  void add(byte kind, SocketConnection connection, Desk desk, int offset, int length) {
    if (size == kinds.length) {
      int more = size * 2;
      kinds = Arrays.copyOf(kinds, more);
      connections = Arrays.copyOf(connections, more);
      desks = Arrays.copyOf(desks, more);
      offsets = Arrays.copyOf(offsets, more);
      lengths = Arrays.copyOf(lengths, more);
    }
    kinds[size] = kind;
    connections[size] = connection;
    desks[size] = desk;
    offsets[size] = offset;
    lengths[size++] = length;
  }

  int size() {
    return size;
  }

  int room() {
    return bytes.length - used;
  }

  byte kind(int i) {
    return kinds[i];
  }

  SocketConnection connection(int i) {
    return connections[i];
  }

  Desk desk(int i) {
    return desks[i];
  }

  int offset(int i) {
    return offsets[i];
  }

  int length(int i) {
    return lengths[i];
  }

  void clear() {
    Arrays.fill(connections, 0, size, null);
    Arrays.fill(desks, 0, size, null);
    reserved.clear();
    size = 0;
    used = 0;
  }
}
