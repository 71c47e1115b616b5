package io.avp.node;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import io.avp.actor.AvpSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node from its start to its end: files, ports, actor system, and the way out. */
public final class Node {
  /**
   * Exit code of a node that its cluster has removed: to be started again, it joins as a new one.
   */
  public static final int REMOVED = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /** All that an orderly end may take; what hangs then ends with the process. */
  private static final long END_SECONDS = 9;

  private final DataDirectory data;
  private final ActorSystem<?> system;
  private final Endpoint endpoint;
  private final CompletableFuture<Long> ending = new CompletableFuture<>();

  private Node(DataDirectory data, ActorSystem<?> system, Endpoint endpoint) {
    this.data = data;
    this.system = system;
    this.endpoint = endpoint;
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "end-begins",
            () -> {
              ending.complete(System.nanoTime());
              return CompletableFuture.completedFuture(Done.getInstance());
            });
    system.getWhenTerminated().thenAccept(done -> ending.complete(System.nanoTime()));
  }

  /**
   * Starts a node and waits until it is ready.
   *
   * @throws StartError with one line that says why it cannot start
   */
  public static Node start(NodeSettings settings) {
    DataDirectory data = DataDirectory.open(settings.data(), settings.name());
    try {
      checkPorts(settings);
      return started(settings, data);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /** Where it is found. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Ends it in order, from any thread, once or more often; takes 10 s at most.
   *
   * @return as {@link #await}
   */
  public int stop() {
    CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.jvmExitReason());
    return await();
  }

  /**
   * Waits until it ends, and 10 s more at most until it has ended: then the process must end.
   *
   * @return 0 after an end that was asked for, {@link #REMOVED} if the cluster removed it, else 1
   */
  public int await() {
    long gone = System.nanoTime() - ending.join();
    awaitEnd(Math.max(0, TimeUnit.SECONDS.toNanos(END_SECONDS) - gone));
    CoordinatedShutdown.Reason reason =
        CoordinatedShutdown.get(system)
            .getShutdownReason()
            .orElse(CoordinatedShutdown.unknownReason());
    if (reason == CoordinatedShutdown.clusterDowningReason()) {
      return REMOVED;
    }
    return reason == CoordinatedShutdown.jvmExitReason() ? 0 : 1;
  }

  private void awaitEnd(long nanos) {
    try {
      system.getWhenTerminated().toCompletableFuture().get(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the actor system did not end in order", e);
    }
    try {
      Endpoint.remove(data.path());
    } catch (IOException e) {
      LOG.warn("cannot remove the endpoint file", e);
    }
    data.close();
  }

  private static Node started(NodeSettings settings, DataDirectory data) {
    CompletableFuture<Guardian.Running> running = new CompletableFuture<>();
    ActorSystem<?> system;
    try {
      system = settings.start(Guardian.create(settings, data.token(), running));
    } catch (RuntimeException e) {
      throw new StartError("avp.node.host or avp.node.remoting-port: " + e.getMessage());
    }
    try {
      Guardian.Running all = running.get(settings.readyWithin().toMillis(), TimeUnit.MILLISECONDS);
      Endpoint endpoint = endpoint(settings, system, all);
      endpoint.write(data.path());
      return new Node(data, system, endpoint);
    } catch (ExecutionException | CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      while (cause instanceof CompletionException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw ended(system, cause.getMessage());
    } catch (TimeoutException e) {
      throw ended(system, "avp.node.ready-within: not ready in time; the log says what is missing");
    } catch (IOException e) {
      throw ended(system, "avp.node.data: cannot write the endpoint file: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ended(system, "interrupted during the start");
    }
  }

  private static StartError ended(ActorSystem<?> system, String reason) {
    system.terminate();
    try {
      // A member leaves; one that vanished would hold up the others until they had removed it.
      system.getWhenTerminated().toCompletableFuture().get(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the actor system did not end in order", e);
    }
    return new StartError(reason);
  }

  private static Endpoint endpoint(
      NodeSettings settings, ActorSystem<?> system, Guardian.Running all) {
    InetSocketAddress http = all.http().localAddress();
    String host = settings.httpHost();
    akka.actor.Address self = Cluster.get(system).selfMember().address();
    return new Endpoint(
        settings.name(),
        ProcessHandle.current().pid(),
        Endpoint.started(ProcessHandle.current()),
        "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + http.getPort(),
        self.getHost().orElse(settings.host()) + ":" + self.getPort().orElse(0),
        all.peers().stream().map(peer -> peer.id() + " " + peer.address()).toList());
  }

  private static void checkPorts(NodeSettings settings) {
    PortCheck.tcp(
        "avp.node.http-port", "avp.node.http-host", settings.httpHost(), settings.httpPort());
    boolean bindsOther = settings.bindPort() != settings.remotingPort();
    PortCheck.tcp(
        bindsOther ? "avp.node.bind-port" : "avp.node.remoting-port",
        settings.bindHost().equals(settings.host()) ? "avp.node.host" : "avp.node.bind-host",
        settings.bindHost(),
        settings.bindPort());
    for (AvpSettings.Peer peer : settings.avp().peers()) {
      String setting = "avp.first-port or avp.peers (port of " + peer.id() + ")";
      PortCheck.tcp(setting, "avp.gnutella.host", settings.gnutellaHost(), peer.port());
      PortCheck.udp(setting, "avp.gnutella.host", settings.gnutellaHost(), peer.port());
    }
  }
}
