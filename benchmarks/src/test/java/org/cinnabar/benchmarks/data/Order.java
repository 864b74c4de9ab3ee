package org.cinnabar.benchmarks.data;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as a shop keeps it: a customer with two addresses, eight lines, and notes. An ordinary
 * class with setters' fields and {@code Serializable}, so that every peer takes it without
 * settings.
 */
public final class Order implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LINES = 8;

  private long number;
  private UUID reference = new UUID(0, 0);
  private State state = State.PLACED;
  private Instant placed = Instant.EPOCH;
  private LocalDate due = LocalDate.EPOCH;
  private Customer customer = new Customer();
  private List<Line> lines = new ArrayList<>();
  private Map<String, String> notes = new HashMap<>();

  /** How far an order is. */
  public enum State {
    PLACED,
    PAID,
    SENT
  }

  /** An order made of random parts; the same seed gives an equal one. */
  public static Order random(int seed) {
    Random random = new Random(seed);
    Order order = new Order();
    order.number = seed;
    order.reference = new UUID(random.nextLong(), random.nextLong());
    order.state = State.values()[random.nextInt(3)];
    order.placed = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(10_000_000));
    order.due = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365));
    order.customer = Customer.random(random);
    for (int i = 0; i < LINES; i++) {
      order.lines.add(Line.random(random));
    }
    order.notes.put("delivery", word(random) + " " + word(random));
    order.notes.put("gift", Boolean.toString(random.nextBoolean()));
    return order;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Order that
        && number == that.number
        && reference.equals(that.reference)
        && state == that.state
        && placed.equals(that.placed)
        && due.equals(that.due)
        && customer.equals(that.customer)
        && lines.equals(that.lines)
        && notes.equals(that.notes);
  }

  @Override
  public int hashCode() {
    return reference.hashCode();
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 4 + random.nextInt(8); i > 0; i--) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  /** Who ordered. */
  static final class Customer implements Serializable {
    private static final long serialVersionUID = 1L;

    private String name = "";
    private String email = "";
    private Address home = new Address();
    private Address delivery = home;

    static Customer random(Random random) {
      Customer customer = new Customer();
      customer.name = word(random) + " " + word(random);
      customer.email = word(random) + "@example.org";
      customer.home = Address.random(random);
      customer.delivery = random.nextBoolean() ? customer.home : Address.random(random);
      return customer;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Customer that
          && name.equals(that.name)
          && email.equals(that.email)
          && home.equals(that.home)
          && delivery.equals(that.delivery);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, email);
    }
  }

  /** Where to. */
  static final class Address implements Serializable {
    private static final long serialVersionUID = 1L;

    private String street = "";
    private String city = "";
    private int zip;

    static Address random(Random random) {
      Address address = new Address();
      address.street = word(random) + " " + random.nextInt(100);
      address.city = word(random);
      address.zip = 10_000 + random.nextInt(90_000);
      return address;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Address that
          && street.equals(that.street)
          && city.equals(that.city)
          && zip == that.zip;
    }

    @Override
    public int hashCode() {
      return Objects.hash(street, zip);
    }
  }

  /** So many of an article. */
  static final class Line implements Serializable {
    private static final long serialVersionUID = 1L;

    private String article = "";
    private int quantity;
    private BigDecimal price = BigDecimal.ZERO;

    static Line random(Random random) {
      Line line = new Line();
      line.article = word(random);
      line.quantity = 1 + random.nextInt(9);
      line.price = BigDecimal.valueOf(random.nextInt(100_000), 2);
      return line;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Line that
          && article.equals(that.article)
          && quantity == that.quantity
          && price.equals(that.price);
    }

    @Override
    public int hashCode() {
      return Objects.hash(article, quantity);
    }
  }
}
