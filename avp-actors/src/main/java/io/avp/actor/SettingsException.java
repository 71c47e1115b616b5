package io.avp.actor;

/** A setting has a value that cannot be used; the message names the setting and what it expects. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String key;

  /**
   * One wrong setting.
   *
   * @param key full path of the setting, such as {@code avp.gnutella.leaves-max}
   * @param expected what is wrong with it or what would be right, without the key
   */
  public SettingsException(String key, String expected) {
    super(key + ": " + expected);
    this.key = key;
  }

  /** Full path of the setting. */
  public String key() {
    return key;
  }
}
