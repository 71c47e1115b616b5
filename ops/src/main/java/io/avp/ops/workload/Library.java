package io.avp.ops.workload;

import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.qrp.QueryWords;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of one servent, as it looks into them. */
final class Library {
  private static final int TABLE_BITS = 16;

  private final List<SharedFile> files;

  Library(List<SharedFile> files) {
    this.files = files;
  }

  List<SharedFile> files() {
    return files;
  }

  long kib() {
    return files.stream().mapToLong(SharedFile::size).sum() >> 10;
  }

  /** What answers a query: by URN if it names one, else by words. */
  List<SharedFile> matching(Query query) {
    Optional<Sha1> sha1 = query.sha1();
    List<String> words = QueryWords.forLookup(query.text());
    return files.stream()
        .filter(f -> sha1.isPresent() ? f.sha1().equals(sha1.get()) : f.matches(words))
        .toList();
  }

  Optional<SharedFile> find(Sha1 sha1) {
    return files.stream().filter(f -> f.sha1().equals(sha1)).findFirst();
  }

  Optional<SharedFile> find(long index, String name) {
    return files.stream().filter(f -> f.number() == index && f.name().equals(name)).findFirst();
  }

  QrpTable table() {
    Set<String> words = new HashSet<>();
    files.forEach(file -> words.addAll(file.tableWords()));
    return QrpTable.ofWords(TABLE_BITS, words);
  }

  static HitRecord record(SharedFile file) {
    return HitRecord.of(file.number(), file.size(), file.name(), file.sha1());
  }
}
