package io.avp.node;

/** The version of this build. */
public final class BuildVersion {
  private BuildVersion() {}

  /** As in the manifest of the jar; {@code dev} when run from classes. */
  public static String text() {
    String version = BuildVersion.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
