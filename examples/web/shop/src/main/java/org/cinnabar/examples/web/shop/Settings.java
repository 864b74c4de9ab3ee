package org.cinnabar.examples.web.shop;

import java.net.URI;

/** What the surroundings say, in system properties. */
final class Settings {

  private static final String DATABASE = "shop.database";
  private static final String REDIS_SWITCH = "shop.redis-switch";

  private Settings() {}

  /** The JDBC URL of the shop's database, user and password included. */
  static String databaseUrl() {
    return required(DATABASE);
  }

  /** Where Redis can be stopped and started. */
  static URI redisSwitch() {
    return URI.create(required(REDIS_SWITCH));
  }

  private static String required(String name) {
    String value = System.getProperty(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("The system property " + name + " is not set");
    }
    return value;
  }
}
