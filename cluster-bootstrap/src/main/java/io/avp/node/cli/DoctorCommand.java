package io.avp.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code avp doctor}: whether this machine can run a node, and what to do if not. */
@Command(
    name = "doctor",
    description = "Checks JDK, ports, file descriptors, disk, clock; exit code 7 if one is bad.")
final class DoctorCommand implements Callable<Integer> {
  private static final int JAVA = 17;
  private static final int DESCRIPTORS = 4_096;
  private static final long DISK = 256L << 20;
  private static final int BUILT = 2026;

  @Mixin private Target target;
  @Mixin private Output output;

  private final List<JsonNode> checks = new ArrayList<>();
  private boolean well = true;

  @Override
  public Integer call() throws IOException {
    int version = Runtime.version().feature();
    check("jdk", version >= JAVA, "Java " + version, "install a JDK " + JAVA + " or newer");
    boolean running = !target.running().isEmpty();
    port("Gnutella", 16_346, running);
    port("HTTP", 7_626, running);
    port("remoting", 7_355, running);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long most = unix.getMaxFileDescriptorCount();
      check(
          "file descriptors",
          most >= DESCRIPTORS,
          most + " allowed",
          "ulimit -n " + DESCRIPTORS + ", or more: one per connection");
    }
    Path there = target.root();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    long free = there == null ? 0 : Files.getFileStore(there).getUsableSpace();
    check("disk", free >= DISK, (free >> 20) + " MiB free for " + target.root(), "make room");
    boolean writable = there != null && Files.isWritable(there);
    check("files", writable, target.root().toString(), "make it writable, or set AVP_STATE");
    int year = Year.now(ZoneOffset.UTC).getValue();
    check("clock", year >= BUILT && year < BUILT + 50, "year " + year, "set the clock");
    if (output.json()) {
      output.json(
          Api.MAPPER.createObjectNode().set("items", Api.MAPPER.createArrayNode().addAll(checks)));
    } else {
      output.table(checks, "CHECK=name", "OK=ok", "FOUND=found", "WHAT TO DO=hint");
    }
    return well ? ExitCode.OK : ExitCode.UNHEALTHY;
  }

  private void port(String name, int port, boolean running) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    boolean free = true;
    try (ServerSocket tcp = new ServerSocket();
        DatagramSocket udp = new DatagramSocket(null)) {
      tcp.setReuseAddress(true);
      tcp.bind(address);
      udp.bind(address);
    } catch (IOException e) {
      free = false;
    }
    check(
        "port " + port,
        free || running,
        free ? "free for " + name : "in use" + (running ? " while a node runs" : ""),
        "end the program that uses it, or choose another port");
  }

  private void check(String name, boolean ok, String found, String hint) {
    well &= ok;
    checks.add(
        Api.MAPPER
            .createObjectNode()
            .put("name", name)
            .put("ok", ok)
            .put("found", found)
            .put("hint", ok ? "" : hint));
  }
}
