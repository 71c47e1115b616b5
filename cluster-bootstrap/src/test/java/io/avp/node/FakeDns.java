package io.avp.node;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;

/** A DNS server that knows one thing: the same A records for every name. */
final class FakeDns implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int A = 1;

  private final DatagramSocket socket;
  private final List<InetAddress> addresses;

  FakeDns(List<InetAddress> addresses) throws IOException {
    this.addresses = List.copyOf(addresses);
    socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(this::serve, "fake-dns");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        socket.receive(packet);
        byte[] answer = answer(packet.getData());
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private byte[] answer(byte[] asked) throws IOException {
    int end = HEADER;
    while (asked[end] != 0) {
      end += 1 + asked[end];
    }
    boolean known = asked[end + 2] == A;
    end += 5;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(asked, 0, 2);
    out.writeShort(0x8180); // an answer without error
    out.writeShort(1);
    out.writeShort(known ? addresses.size() : 0);
    out.writeInt(0);
    out.write(asked, HEADER, end - HEADER);
    if (known) {
      for (InetAddress address : addresses) {
        out.writeShort(0xc000 | HEADER); // the name asked for
        out.writeShort(A);
        out.writeShort(1);
        out.writeInt(60);
        out.writeShort(4);
        out.write(address.getAddress());
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
