package io.avp.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The files of one node, held by one process at a time.
 *
 * <p>{@code lock} is locked while the node runs, {@code name} keeps its name, {@code token} (0600)
 * what a request needs to change something, {@code endpoint.json} where the running node is found.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String NAME = "name";
  private static final String TOKEN = "token";
  private static final int TOKEN_BYTES = 24;

  private final Path path;
  private final FileChannel lock;
  private final String token;

  private DataDirectory(Path path, FileChannel lock, String token) {
    this.path = path;
    this.lock = lock;
    this.token = token;
  }

  /**
   * Takes the directory, and makes it if it is not there.
   *
   * @param path the directory
   * @param name name of the node that takes it
   * @throws StartError if another process holds it, it belongs to a node of another name, or it
   *     cannot be written
   */
  public static DataDirectory open(Path path, String name) {
    FileChannel lock = null;
    try {
      Files.createDirectories(path);
      lock =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(lock) == null) {
        throw new StartError(
            "avp.node.data: another node runs on "
                + path
                + "; stop it, or give this one its own directory (--data DIR or --name NAME)");
      }
      String kept = read(path, NAME);
      if (kept.isEmpty()) {
        Files.writeString(path.resolve(NAME), name + "\n");
      } else if (!kept.equals(name)) {
        throw new StartError(
            "avp.node.name: "
                + path
                + " belongs to node '"
                + kept
                + "', not to '"
                + name
                + "'; use that name, or another directory (--data DIR)");
      }
      return new DataDirectory(path, lock, token(path));
    } catch (IOException e) {
      close(lock);
      throw new StartError("avp.node.data: cannot use " + path + ": " + e);
    } catch (StartError e) {
      close(lock);
      throw e;
    }
  }

  /** The name that a data directory keeps; empty if it has none. */
  public static String nameIn(Path path) {
    try {
      return read(path, NAME);
    } catch (IOException e) {
      throw new StartError("avp.node.data: cannot read " + path.resolve(NAME) + ": " + e);
    }
  }

  /**
   * The token that a data directory keeps; empty if there is none.
   *
   * @throws IOException if this user may not read it
   */
  public static String tokenIn(Path path) throws IOException {
    return read(path, TOKEN);
  }

  /** The directory itself. */
  public Path path() {
    return path;
  }

  /** What a request needs to change something. */
  public String token() {
    return token;
  }

  /** Lets another process take the directory. */
  @Override
  public void close() {
    close(lock);
  }

  private static FileLock tryLock(FileChannel lock) throws IOException {
    try {
      return lock.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static String token(Path path) throws IOException {
    String kept = read(path, TOKEN);
    if (!kept.isEmpty()) {
      return kept;
    }
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    String fresh = HexFormat.of().formatHex(random);
    Path file = path.resolve(TOKEN);
    Files.deleteIfExists(file);
    try {
      // Made with its permissions: no moment in which others could read it.
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new IOException("somebody else made " + file, e);
    }
    Files.writeString(file, fresh + "\n");
    return fresh;
  }

  private static String read(Path path, String file) throws IOException {
    Path whole = path.resolve(file);
    return Files.exists(whole) ? Files.readString(whole).strip() : "";
  }

  private static void close(FileChannel lock) {
    if (lock == null) {
      return;
    }
    try {
      lock.close();
    } catch (IOException e) {
      throw new StartError("avp.node.data: cannot close the lock: " + e);
    }
  }
}
