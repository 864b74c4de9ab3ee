package org.cinnabar.jcache;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Shows the progress of a warming as text: on a terminal one line that is written again and again,
 * elsewhere a plain line now and then. Only ASCII is written.
 *
 * <pre>{@code
 * [############..................]  40%  400,000/1,000,000  loaded 390,211  failed 0  5,012/s
 * }</pre>
 */
public final class ProgressBar implements Consumer<WarmingProgress> {
  private static final int WIDTH = 30;
  private static final long PLAIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private enum Style {
    TERMINAL,
    PLAIN,
    OFF
  }

  private final PrintStream out;
  private final Style style;
  private long lastLine = System.nanoTime() - PLAIN_PAUSE_NANOS;
  private int lastLength;

  private ProgressBar(PrintStream out, Style style) {
    this.out = Objects.requireNonNull(out, "out");
    this.style = style;
  }

  /** A bar on the standard output, rewritten in place if that is a terminal. */
  public static ProgressBar onConsole() {
    return new ProgressBar(System.out, isTerminal() ? Style.TERMINAL : Style.PLAIN);
  }

  /** A bar that is written again and again in the same line, as a terminal shows it. */
  public static ProgressBar inPlace(PrintStream out) {
    return new ProgressBar(out, Style.TERMINAL);
  }

  /** A plain line every five seconds, and at the end. */
  public static ProgressBar plain(PrintStream out) {
    return new ProgressBar(out, Style.PLAIN);
  }

  /** Shows nothing. */
  public static ProgressBar off() {
    return new ProgressBar(System.out, Style.OFF);
  }

  @Override
  public synchronized void accept(WarmingProgress progress) {
    switch (style) {
      case TERMINAL -> rewrite(progress);
      case PLAIN -> {
        if (progress.ended() || System.nanoTime() - lastLine >= PLAIN_PAUSE_NANOS) {
          lastLine = System.nanoTime();
          out.println(text(progress));
        }
      }
      case OFF -> {}
    }
  }

  private void rewrite(WarmingProgress progress) {
    String text = text(progress);
    out.print("\r" + text + " ".repeat(Math.max(0, lastLength - text.length())));
    lastLength = text.length();
    if (progress.ended()) {
      out.println();
      lastLength = 0;
    }
    out.flush();
  }

  private static String text(WarmingProgress progress) {
    long done = progress.resumedAt() + progress.processed();
    StringBuilder text = new StringBuilder();
    if (progress.total().isPresent()) {
      long total = progress.total().getAsLong();
      double share = total == 0 ? 1 : Math.min(1, (double) done / total);
      int filled = (int) (share * WIDTH);
      text.append('[').append("#".repeat(filled)).append(".".repeat(WIDTH - filled));
      text.append(String.format(Locale.ROOT, "] %3d%%  %,d/%,d", (int) (100 * share), done, total));
    } else {
      text.append(String.format(Locale.ROOT, "%,d", done));
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "  loaded %,d  failed %,d  %,.0f/s",
                progress.loaded(),
                progress.failed(),
                progress.perSecond()))
        .toString();
  }

  /** From Java 22 on there is a console without a terminal, too, which can tell. */
  @SuppressWarnings("SystemConsoleNull") // before Java 22 it is null without a terminal
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      Method tells = Console.class.getMethod("isTerminal");
      return (boolean) tells.invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
