package io.avp.ops.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands in front of a TCP port and passes on, holds back or resets what comes from each source,
 * and what goes back to it; both can be changed at any time.
 *
 * <p>It holds at most {@value #BUFFER} bytes of each direction of a connection, and at most {@value
 * #MOST} connections; further ones are reset. A connection is accepted even while its source is
 * stalled, because the system does that: only what is said on it waits.
 */
public final class ImpairingProxy implements AutoCloseable {
  private static final int BUFFER = 16 << 10;
  private static final int MOST = 256;
  private static final int DIAL_MILLIS = 2_000;

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<InetAddress, Valve> towards = new ConcurrentHashMap<>();
  private final Map<InetAddress, Valve> back = new ConcurrentHashMap<>();

  private ImpairingProxy(ServerSocket listener, InetSocketAddress target) {
    this.listener = listener;
    this.target = target;
  }

  /** Listens at an address, port 0 for any, and passes on to another one. */
  public static ImpairingProxy open(InetSocketAddress at, InetSocketAddress target)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(at);
    ImpairingProxy proxy = new ImpairingProxy(listener, target);
    start(proxy::accept);
    return proxy;
  }

  /** The port that it listens on. */
  public int port() {
    return listener.getLocalPort();
  }

  /**
   * From now on.
   *
   * @param source who connects
   * @param to what happens to what it sends
   * @param from what happens to what is sent to it
   */
  public void impair(InetAddress source, Impairment to, Impairment from) {
    valve(towards, source).set(to);
    valve(back, source).set(from);
  }

  private static Valve valve(Map<InetAddress, Valve> valves, InetAddress source) {
    return valves.computeIfAbsent(source, s -> new Valve());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        if (open.size() > MOST) {
          reset(client);
        } else {
          start(() -> serve(client));
        }
      }
    } catch (IOException closed) {
      open.forEach(this::reset);
    }
  }

  private void serve(Socket client) {
    Valve to = valve(towards, client.getInetAddress());
    Valve from = valve(back, client.getInetAddress());
    long toSeen = to.resets();
    long fromSeen = from.resets();
    try (Socket server = new Socket()) {
      to.await(toSeen);
      server.connect(target, DIAL_MILLIS);
      open.add(server);
      Thread answers =
          start(
              () -> {
                if (!pump(server, client, from, fromSeen)) {
                  reset(client);
                }
              });
      if (!pump(client, server, to, toSeen)) {
        reset(server);
      }
      answers.join();
      open.remove(server);
    } catch (IOException gone) {
      // As if nobody listened there.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reset(client);
    }
  }

  /**
   * Passes on until the source ends its side, and then ends that of the sink; false if it broke.
   */
  private static boolean pump(Socket source, Socket sink, Valve valve, long seen) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = source.getInputStream();
      OutputStream out = sink.getOutputStream();
      int length = in.read(buffer);
      while (length >= 0) {
        valve.await(seen);
        out.write(buffer, 0, length);
        length = in.read(buffer);
      }
      sink.shutdownOutput();
      return true;
    } catch (IOException gone) {
      // It was reset, or the sink is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void reset(Socket socket) {
    open.remove(socket);
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException closed) {
      return;
    }
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread start(Runnable run) {
    Thread thread = new Thread(run, "impairing-proxy");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Resets all connections and stops listening. */
  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(this::reset);
  }
}
