package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cinnabar.jcache.internal.store.CommitResult.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches and scans of 100,000 entries, large values, and the order of outcomes. */
class BatchContractTest extends StoreFixture {
  private static final int MANY = 100_000;
  private CacheStore store;

  @BeforeEach
  void open() {
    store = store("a");
  }

  /** Every entry by its key, following pages of about a size. */
  static Map<String, String> scanAll(CacheStore store, int size) {
    Map<String, String> found = new HashMap<>();
    for (ScanPage.Cursor at = ScanPage.START; at != null; ) {
      ScanPage page = get(store.scan(at, size));
      page.entries().forEach(entry -> found.put(new String(entry.key()), text(entry.value())));
      at = page.next();
    }
    return found;
  }

  private static List<Commit> commits(int count, long ttl) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                Commit.ifAbsent(
                    bytes("k" + i), Change.write(value("v" + i), ttl, EventKind.CREATED), true))
        .toList();
  }

  @Test
  void batch_manyEntries() {
    List<CommitResult> results = get(store.commit(commits(MANY, 600_000)));
    assertThat(results).hasSize(MANY).allMatch(result -> result.status() == Status.ABSENT);
    List<byte[]> keys = IntStream.range(0, MANY).mapToObj(i -> bytes("k" + i)).toList();
    List<byte[]> values = get(store.read(keys));
    for (int i = 0; i < MANY; i++) {
      assertThat(text(values.get(i))).isEqualTo("v" + i);
    }
    Map<String, String> scanned = scanAll(store, 1_000);
    assertThat(scanned).hasSize(MANY).containsEntry("k77", "v77");
    get(store.clear());
    assertThat(scanAll(store, 1_000)).isEmpty();
  }

  @Test
  void batch_mixedOutcomesKeepTheirPlaces() {
    get(store.commit(commits(5_000, Ttl.ETERNAL)));
    List<CommitResult> again = get(store.commit(commits(10_000, Ttl.ETERNAL)));
    for (int i = 0; i < again.size(); i++) {
      assertThat(again.get(i).status()).isEqualTo(i < 5_000 ? Status.CONFLICT : Status.ABSENT);
      assertThat(text(again.get(i).prior())).isEqualTo(i < 5_000 ? "v" + i : null);
    }
  }

  @Test
  void batch_sameKeyAppliesInOrder() {
    List<Commit> commits = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Change change = Change.write(value("v" + i), Ttl.ETERNAL, EventKind.NONE);
      commits.add(Commit.either(bytes("k"), change, change, true));
    }
    List<CommitResult> results = get(store.commit(commits));
    for (int i = 0; i < results.size(); i++) {
      assertThat(text(results.get(i).prior())).isEqualTo(i == 0 ? null : "v" + (i - 1));
    }
  }

  @Test
  void batch_valuesBeyondTheCallSize() {
    String big = "x".repeat(Batches.MAX_BYTES + 1);
    List<Commit> commits =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    Commit.ifAbsent(
                        bytes("k" + i),
                        Change.write(value(big), Ttl.ETERNAL, EventKind.NONE),
                        false))
            .toList();
    get(store.commit(commits));
    assertThat(scanAll(store, 1))
        .hasSize(5)
        .allSatisfy((key, value) -> assertThat(value).hasSize(big.length()));
  }

  @Test
  void read_duplicatesAndMissing() {
    put(store, "k", "value", Ttl.ETERNAL);
    assertThat(get(store.read(List.of(bytes("k"), bytes("none"), bytes("k")))))
        .extracting(StoreFixture::text)
        .containsExactly("value", null, "value");
    assertThat(get(store.read(List.of()))).isEmpty();
    assertThat(get(store.commit(List.of()))).isEmpty();
  }

  @Test
  void scan_pagesAreBounded() {
    get(store.commit(commits(20_000, Ttl.ETERNAL)));
    ScanPage page = get(store.scan(ScanPage.START, 100));
    assertThat(page.entries()).hasSizeBetween(1, 1_000);
    assertThat(page.next()).isNotNull();
  }

  @Test
  void scan_empty() {
    assertThat(scanAll(store, 10)).isEmpty();
  }
}
