package io.avp.gnutella.wire;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 address and a port as Gnutella carries them: four bytes in network order, then a
 * little-endian port.
 *
 * @param ip the address as a big-endian number
 * @param port 0 to 65535; 0 is carried by some messages but can never be dialled
 */
public record HostAddress(int ip, int port) {
  /** Length of the packed form (IP:port) in bytes. */
  public static final int BYTES = 6;

  public HostAddress {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port + " is not in 0..65535");
    }
  }

  /**
   * The address of a socket.
   *
   * @throws IllegalArgumentException for IPv6 and for unresolved addresses
   */
  public static HostAddress of(InetSocketAddress address) {
    if (!(address.getAddress() instanceof Inet4Address v4)) {
      throw new IllegalArgumentException(address + " is not a resolved IPv4 address");
    }
    return of(v4, address.getPort());
  }

  /** An address and a port. */
  public static HostAddress of(Inet4Address address, int port) {
    byte[] b = address.getAddress();
    return new HostAddress(
        (b[0] & 0xff) << 24 | (b[1] & 0xff) << 16 | (b[2] & 0xff) << 8 | (b[3] & 0xff), port);
  }

  /**
   * Reads {@code a.b.c.d:port} with decimal numbers; never asks a name service.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static HostAddress parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("expected address:port, got '" + text + "'");
    }
    return new HostAddress(
        parseIp(text.substring(0, colon)), number(text, colon + 1, text.length(), 0xffff));
  }

  /**
   * Reads {@code a.b.c.d} with decimal numbers; never asks a name service.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static int parseIp(String text) {
    int ip = 0;
    int from = 0;
    for (int i = 0; i < 4; i++) {
      int to = i == 3 ? text.length() : text.indexOf('.', from);
      if (to < 0) {
        throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
      }
      ip = ip << 8 | number(text, from, to, 0xff);
      from = to + 1;
    }
    return ip;
  }

  /** The four numbers of an address, with dots. */
  public static String ipText(int ip) {
    return (ip >>> 24) + "." + (ip >>> 16 & 0xff) + "." + (ip >>> 8 & 0xff) + "." + (ip & 0xff);
  }

  /** The address without its port. */
  public InetAddress inetAddress() {
    try {
      return InetAddress.getByAddress(
          new byte[] {(byte) (ip >>> 24), (byte) (ip >>> 16), (byte) (ip >>> 8), (byte) ip});
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are always an address", e);
    }
  }

  /** A resolved socket address. */
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(inetAddress(), port);
  }

  /** {@code a.b.c.d:port}. */
  @Override
  public String toString() {
    return ipText(ip) + ":" + port;
  }

  private static int number(String text, int from, int to, int max) {
    int value = 0;
    if (to <= from || to - from > 5) {
      throw new IllegalArgumentException("'" + text + "' is not an IPv4 address and port");
    }
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("'" + text + "' is not an IPv4 address and port");
      }
      value = value * 10 + digit;
    }
    if (value > max) {
      throw new IllegalArgumentException("'" + text + "' has a number above " + max);
    }
    return value;
  }
}
