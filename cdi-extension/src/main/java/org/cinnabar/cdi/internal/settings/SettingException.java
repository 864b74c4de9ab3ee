package org.cinnabar.cdi.internal.settings;

/** A setting that can't be understood; the message names it and says what is expected. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingException(String name, String value, String expected) {
    super("The setting %s is \"%s\"; it must be %s.".formatted(name, value, expected));
  }

  SettingException(String message) {
    super(message);
  }
}
