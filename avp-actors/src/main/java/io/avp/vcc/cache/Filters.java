package io.avp.vcc.cache;

import io.avp.gnutella.message.Query;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Which of the files that match are wanted.
 *
 * @param media kinds of files by extension, bits of the query's {@code M}; 0 if all are wanted
 * @param minSize bytes, 0 or more
 * @param maxSize bytes, {@link Long#MAX_VALUE} for no limit
 */
public record Filters(int media, long minSize, long maxSize) {
  public static final int AUDIO = 0x04;
  public static final int VIDEO = 0x08;
  public static final int DOCUMENT = 0x10;
  public static final int IMAGE = 0x20;
  public static final int WINDOWS = 0x40;
  public static final int UNIX = 0x80;
  public static final int TORRENT = 0x100;

  /** Everything is wanted. */
  public static final Filters NONE = new Filters(0, 0, Long.MAX_VALUE);

  private static final int KNOWN = AUDIO | VIDEO | DOCUMENT | IMAGE | WINDOWS | UNIX | TORRENT;
  private static final Set<String> AUDIO_NAMES =
      Set.of("mp3", "ogg", "oga", "flac", "wma", "wav", "m4a", "aac", "opus", "mid", "ape", "aiff");
  private static final Set<String> VIDEO_NAMES =
      Set.of("avi", "mpg", "mpeg", "mp4", "mkv", "wmv", "mov", "flv", "ogm", "ogv", "webm", "m4v");
  private static final Set<String> DOCUMENT_NAMES =
      Set.of("pdf", "txt", "doc", "docx", "odt", "rtf", "epub", "html", "htm", "ps", "djvu", "xls");
  private static final Set<String> IMAGE_NAMES =
      Set.of("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "svg", "webp");
  private static final Set<String> WINDOWS_NAMES = Set.of("exe", "msi", "cab", "zip", "rar", "iso");
  private static final Set<String> UNIX_NAMES =
      Set.of("deb", "rpm", "tar", "gz", "tgz", "bz2", "xz", "dmg", "zip", "sh", "iso");
  private static final Set<String> TORRENT_NAMES = Set.of("torrent");

  public Filters {
    if (minSize < 0 || maxSize < minSize) {
      throw new IllegalArgumentException("sizes from " + minSize + " to " + maxSize);
    }
  }

  /** What a query says in its extension {@code M}; bits of no known kind count for nothing. */
  public static Filters of(Query query) {
    int media = query.ggep().number("M").map(Long::intValue).orElse(0) & KNOWN;
    return media == 0 ? NONE : new Filters(media, 0, Long.MAX_VALUE);
  }

  /** True if nothing is left out. */
  public boolean isNone() {
    return equals(NONE);
  }

  boolean admits(byte[] b, int nameAt, int nameLength, long size) {
    if (size < minSize || size > maxSize) {
      return false;
    }
    return media == 0 || (media & media(b, nameAt, nameLength)) != 0;
  }

  /** The kinds that a name's extension stands for. */
  private static int media(byte[] b, int nameAt, int nameLength) {
    int end = nameAt + nameLength;
    int dot = end - 1;
    while (dot >= nameAt && b[dot] != '.') {
      dot--;
    }
    if (dot < nameAt) {
      return 0;
    }
    String extension =
        new String(b, dot + 1, end - dot - 1, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    return bit(AUDIO, AUDIO_NAMES, extension)
        | bit(VIDEO, VIDEO_NAMES, extension)
        | bit(DOCUMENT, DOCUMENT_NAMES, extension)
        | bit(IMAGE, IMAGE_NAMES, extension)
        | bit(WINDOWS, WINDOWS_NAMES, extension)
        | bit(UNIX, UNIX_NAMES, extension)
        | bit(TORRENT, TORRENT_NAMES, extension);
  }

  private static int bit(int bit, Set<String> names, String extension) {
    return names.contains(extension) ? bit : 0;
  }
}
