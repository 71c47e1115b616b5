package io.avp.actor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts the relations of several virtual peers into one page. */
final class LinkPages {
  private LinkPages() {}

  /**
   * Merges parts that each hold up to {@code limit + 1} relations.
   *
   * @param limit most relations of the page
   */
  static AvpSystem.Page<LinkView> merge(Scattered<VirtualPeer.Links> parts, int limit) {
    List<LinkView> items = new ArrayList<>();
    long total = 0;
    for (VirtualPeer.Links part : parts.answers()) {
      items.addAll(part.items());
      total += part.total();
    }
    items.sort(Comparator.comparing(LinkView::id));
    boolean more = items.size() > limit;
    List<LinkView> page = more ? List.copyOf(items.subList(0, limit)) : List.copyOf(items);
    return new AvpSystem.Page<>(
        page, more ? page.get(page.size() - 1).id() : "", total, parts.missing());
  }
}
