package org.cinnabar.examples.patterns;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.cinnabar.jcache.CinnabarCache;

/** Sessions live in the cache alone, as long as they are used; permissions are cached apart. */
final class UserSessions implements Pattern {

  private static final Duration PERMISSIONS_LIFE = Duration.ofMinutes(5);

  private final Stage stage;
  private final Shop shop;
  private final CinnabarCache<String, Session> sessions;
  private final CinnabarCache<Integer, Permissions> permissions;

  record Session(int customer, String device) {}

  record Permissions(Set<String> names) {}

  @SuppressWarnings("unchecked") // the same cache
  UserSessions(Stage stage) {
    this.stage = stage;
    this.shop = stage.shop();
    this.sessions =
        stage
            .manager()
            .createCache(
                "sessions",
                new MutableConfiguration<String, Session>()
                    .setTypes(String.class, Session.class)
                    .setExpiryPolicyFactory(
                        TouchedExpiryPolicy.factoryOf(
                            new javax.cache.expiry.Duration(TimeUnit.MINUTES, 30))))
            .unwrap(CinnabarCache.class);
    this.permissions = stage.cache("permissions", Integer.class, Permissions.class);
  }

  private String login(int customer, String device) {
    String token = customer + ":" + UUID.randomUUID();
    sessions.put(token, new Session(customer, device));
    return token;
  }

  private boolean may(String token, String permission) {
    Session session = sessions.get(token);
    return session != null && permissions(session.customer()).names().contains(permission);
  }

  private Permissions permissions(int customer) {
    Permissions known = permissions.get(customer);
    if (known == null) {
      known = new Permissions(shop.permissions(customer));
      permissions.put(customer, known, PERMISSIONS_LIFE);
    }
    return known;
  }

  private void grant(int customer, String permission) {
    shop.grant(customer, permission);
    permissions.invalidate(customer);
  }

  private long logoutEverywhere(int customer) {
    return sessions.invalidateAll(customer + ":*");
  }

  @Override
  public void play() {
    String phone = login(7, "phone");
    String laptop = login(7, "laptop");
    String other = login(8, "laptop");
    stage.say("customer 7 logs in on a phone and a laptop, customer 8 on a laptop");
    stage.show("may 7 order on the phone?", () -> may(phone, "order"));
    stage.show("may 7 order on the laptop?", () -> may(laptop, "order"));
    stage.show("may 7 refund?", () -> may(laptop, "refund"));
    stage.act("grant it", () -> grant(7, "refund"));
    stage.show("may 7 refund now?", () -> may(laptop, "refund"));
    stage.show("log out on the phone", () -> sessions.remove(phone));
    stage.show("may 7 order on the phone?", () -> may(phone, "order"));
    stage.show("may 7 order on the laptop?", () -> may(laptop, "order"));
    stage.show("log 7 out everywhere", () -> logoutEverywhere(7));
    stage.show("may 7 order on the laptop?", () -> may(laptop, "order"));
    stage.show("may 8 order?", () -> may(other, "order"));
  }
}
