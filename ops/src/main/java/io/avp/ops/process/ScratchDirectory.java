package io.avp.ops.process;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A directory that is gone when it is closed. */
public final class ScratchDirectory implements AutoCloseable {
  /** How often it is tried while others write or remove. */
  private static final int TIMES = 20;

  private final Path path;

  private ScratchDirectory(Path path) {
    this.path = path;
  }

  /** Makes one below the system's temporary directory. */
  public static ScratchDirectory create() throws IOException {
    return new ScratchDirectory(Files.createTempDirectory("avp-"));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Removes it with all that is in it; does nothing if that has happened. Somebody else may remove
   * it at the same time, and a process that is ending may still write into it; what cannot be
   * removed is named on standard error, as whoever closes it has more to do.
   */
  @Override
  public void close() {
    try {
      for (int left = TIMES; Files.exists(path) && left > 0; left--) {
        removeOnce(left == 1);
      }
    } catch (IOException e) {
      System.err.println("avp: " + path + " is left over, remove it: " + e);
    }
  }

  private void removeOnce(boolean last) throws IOException {
    try {
      Files.walkFileTree(path, new Removal());
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      // Removed, or written, while this went on: next time.
      if (last) {
        throw e;
      }
    }
  }

  /** Removes what it meets, behind all that is in it. */
  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
