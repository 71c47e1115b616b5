package io.avp.actor;

/**
 * Links between virtual peers.
 *
 * @param queueBytes what may wait per link
 * @param trunks whether links between nodes get connections of their own
 */
public record MeshSettings(int queueBytes, boolean trunks) {
  static MeshSettings from(SectionSettings mesh) {
    return new MeshSettings(mesh.bytes("queue", 64 << 10, 64 << 20), mesh.flag("trunks"));
  }
}
