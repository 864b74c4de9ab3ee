package org.cinnabar.containers.app;

/** What a bean is told to throw. */
public class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Trouble(String message) {
    super(message);
  }

  /** A kind of trouble that the annotations name on its own. */
  public static final class Grave extends Trouble {
    private static final long serialVersionUID = 1;

    public Grave(String message) {
      super(message);
    }
  }

  /** Another kind, beside {@link Grave}. */
  public static final class Slight extends Trouble {
    private static final long serialVersionUID = 1;

    public Slight(String message) {
      super(message);
    }
  }

  /** A checked exception. */
  public static final class Checked extends Exception {
    private static final long serialVersionUID = 1;

    public Checked(String message) {
      super(message);
    }
  }
}
