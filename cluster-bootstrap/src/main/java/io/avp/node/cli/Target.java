package io.avp.node.cli;

import io.avp.node.DataDirectory;
import io.avp.node.Endpoint;
import io.avp.node.StateRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which nodes a command is about; the options that all commands share. */
final class Target {
  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Directory whose subdirectories are data directories of nodes.")
  private Path root;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "Only this node. If not given: all, or any where one is enough.")
  private String node;

  /** A node of this user that runs. */
  record Found(Path data, Endpoint endpoint) {}

  /** Where data directories lie. */
  Path root() {
    return root == null ? StateRoot.of(System.getenv()) : root.toAbsolutePath().normalize();
  }

  /** True if no single node is meant. */
  boolean all() {
    return node == null;
  }

  /** The nodes meant that run, by name. */
  List<Found> running() {
    return directories(root()).stream()
        .flatMap(
            data ->
                Endpoint.in(data).filter(Endpoint::runs).map(at -> new Found(data, at)).stream())
        .filter(found -> node == null || found.endpoint().node().equals(node))
        .toList();
  }

  /** All data directories below a root, by name. */
  static List<Path> directories(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(root)) {
      return all.filter(data -> Files.exists(data.resolve("name"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client of one node that runs. */
  Api api() {
    Optional<Found> found = running().stream().findFirst();
    if (found.isEmpty()) {
      throw new CommandError(
          ExitCode.UNREACHABLE,
          (node == null ? "no node runs" : "node '" + node + "' does not run")
              + " below "
              + root()
              + "; 'avp up' starts one");
    }
    return api(found.get());
  }

  /** A client of a certain node. */
  static Api api(Found found) {
    try {
      return new Api(
          found.endpoint().node(), found.endpoint().http(), DataDirectory.tokenIn(found.data()));
    } catch (IOException e) {
      throw new CommandError(ExitCode.DENIED, "cannot read the token in " + found.data());
    }
  }
}
