package org.cinnabar.cdi.internal.settings;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place that has settings. */
interface SettingSource {
  /** The value of a setting; null when it has none, or an empty one. */
  @Nullable String get(String name);

  /** The names of the settings that it can list. */
  Set<String> names();
}
