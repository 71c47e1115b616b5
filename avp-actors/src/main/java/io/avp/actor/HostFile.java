package io.avp.actor;

import io.avp.aol.topology.HostCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;

/** The host cache from run to run: {@code hosts} in the data directory of the node. */
final class HostFile {
  private final Path file;
  private final Logger log;
  private String written = "";

  HostFile(Path directory, Logger log) {
    this.file = directory.resolve("hosts");
    this.log = log;
  }

  /** Adds the hosts of the file; without one, or with a broken one, the cache starts empty. */
  void read(HostCache cache) {
    try {
      int bad = cache.decode(Files.readString(file));
      if (bad > 0) {
        log.warn("{} lines of {} could not be read and were left out", bad, file);
      }
    } catch (NoSuchFileException e) {
      log.debug("no host cache in {}", file);
    } catch (IOException e) {
      log.warn("the host cache {} could not be read: {}", file, e.toString());
    }
  }

  /** Writes the cache if it changed; a crash leaves the old file or the new one. */
  void write(HostCache cache) {
    String text = cache.encode();
    if (text.equals(written)) {
      return;
    }
    Path draft = file.resolveSibling("hosts.new");
    try {
      Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      written = text;
    } catch (IOException e) {
      log.warn("the host cache {} could not be written: {}", file, e.toString());
    }
  }
}
