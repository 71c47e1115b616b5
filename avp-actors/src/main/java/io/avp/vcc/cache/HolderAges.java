package io.avp.vcc.cache;

/**
 * How long ago somebody has said that the files of holders are there.
 *
 * @param holders who have files
 * @param minutes the sum over them
 * @param oldest the most
 */
public record HolderAges(int holders, long minutes, int oldest) {
  /** Looks at all holders, not at all files: those of a member are told at once. */
  public static HolderAges of(FileStore store, long nowMillis) {
    int minute = FileStore.minute(nowMillis);
    store.reading().lock();
    try {
      int[] ages =
          store
              .all()
              .filter(h -> h.count() > 0)
              .mapToInt(h -> store.age(h.holding(0), minute))
              .toArray();
      long sum = 0;
      int oldest = 0;
      for (int age : ages) {
        sum += age;
        oldest = Math.max(oldest, age);
      }
      return new HolderAges(ages.length, sum, oldest);
    } finally {
      store.reading().unlock();
    }
  }
}
