package org.cinnabar.jcache;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;

/** The house rules of the provider: data flows downwards, and each technology has one home. */
@AnalyzeClasses(packages = "org.cinnabar.jcache", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String PUBLIC = "org.cinnabar.jcache";
  private static final String FACADE = "org.cinnabar.jcache.internal";
  private static final String OPERATION = FACADE + ".operation..";
  private static final String EVENT = FACADE + ".event..";
  private static final String MANAGEMENT = FACADE + ".management..";
  private static final String NEAR = FACADE + ".near..";
  private static final String EVICTION = FACADE + ".eviction..";
  private static final String LOADING = FACADE + ".loading..";
  private static final String WARMING = FACADE + ".warming..";
  private static final String STORE = FACADE + ".store..";
  private static final String WRITING = FACADE + ".writing..";
  private static final String CODEC = FACADE + ".codec..";

  private static final Path SOURCES = Path.of("src", "main");
  private static final int MAX_LINES = 400;
  private static final Pattern SCRIPT_HEADER = Pattern.compile("\\A(--[^\n]*\n)+?-- (KEYS|Uses)");
  private static final Pattern TEST_KIT =
      Pattern.compile("jsr107|\\btck\\b", Pattern.CASE_INSENSITIVE);

  @ArchTest
  static final ArchRule provider_aloneLooksDownFromThePublicPackage =
      noClasses()
          .that()
          .resideInAPackage(PUBLIC)
          .and(
              describe(
                  "are no provider",
                  type -> !outermost(type).isAssignableTo(CachingProvider.class)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FACADE + "..");

  @ArchTest
  static final ArchRule nothingBelowTheFacade_knowsFacadeOrProvider =
      noClasses()
          .that()
          .resideInAnyPackage(
              OPERATION, EVENT, MANAGEMENT, NEAR, EVICTION, LOADING, WRITING, WARMING, STORE, CODEC)
          .should()
          .dependOnClassesThat(resideInAPackage(FACADE).or(assignableTo(CachingProvider.class)));

  @ArchTest
  static final ArchRule storeAndCodec_knowNothingAbove =
      noClasses()
          .that()
          .resideInAnyPackage(STORE, CODEC)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              OPERATION, EVENT, MANAGEMENT, NEAR, EVICTION, LOADING, WRITING, WARMING);

  @ArchTest
  static final ArchRule codec_doesNotKnowTheStore =
      noClasses()
          .that()
          .resideInAPackage(CODEC)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(STORE);

  @ArchTest
  static final ArchRule internalPackages_haveNoCycles =
      slices().matching(FACADE + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule operationAndLoading_seeOnlyTheContractOfTheStore =
      noClasses()
          .that()
          .resideInAnyPackage(OPERATION, LOADING)
          .should()
          .dependOnClassesThat(resideInAPackage(STORE).and(DescribedPredicate.not(contract())))
          .orShould()
          .dependOnClassesThat(nameMatching(".*\\.[^.]*Redis[^.]*"));

  @ArchTest static final ArchRule redisson_livesInTheStore = livesIn("org.redisson..", STORE);

  @ArchTest static final ArchRule yaml_livesInTheStore = livesIn("org.yaml..", STORE);

  @ArchTest static final ArchRule kryo_livesInTheCodec = livesIn("com.esotericsoftware..", CODEC);

  @ArchTest
  static final ArchRule javaDeserialization_isUsedNowhere =
      noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

  @ArchTest
  static final ArchRule testKit_isReferencedNowhere =
      noClasses().should().dependOnClassesThat(resideInAnyPackage("org.jsr107..", "org.junit.."));

  @Test
  void sources_neverNameTheTestKit() throws IOException {
    assertThat(sources())
        .allSatisfy(
            source -> assertThat(Files.readString(source, UTF_8)).doesNotContainPattern(TEST_KIT));
  }

  @Test
  void sources_stayShort() throws IOException {
    assertThat(sources())
        .allSatisfy(
            source ->
                assertThat(Files.readAllLines(source, UTF_8)).hasSizeLessThanOrEqualTo(MAX_LINES));
  }

  @Test
  void scripts_standInFilesThatSayWhatTheyTakeAndGive() throws IOException {
    assertThat(sources())
        .filteredOn(source -> source.toString().endsWith(".lua"))
        .isNotEmpty()
        .allSatisfy(script -> assertThat(script).content(UTF_8).containsPattern(SCRIPT_HEADER));
    assertThat(sources())
        .filteredOn(source -> source.toString().endsWith(".java"))
        .allSatisfy(source -> assertThat(source).content(UTF_8).doesNotContain("redis.call("));
  }

  @Test
  void packages_areNullMarked() throws IOException {
    assertThat(sources())
        .filteredOn(source -> source.toString().endsWith(".java"))
        .allSatisfy(
            source ->
                assertThat(source.resolveSibling("package-info.java"))
                    .content(UTF_8)
                    .contains("@NullMarked"));
  }

  private static ArchRule livesIn(String technology, String home) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(technology);
  }

  /** Records and enums, what is nested in them, and the named times to live. */
  private static DescribedPredicate<JavaClass> contract() {
    return describe(
        "are its contract",
        type -> {
          JavaClass top = outermost(type.getBaseComponentType());
          return top.isRecord()
              || top.isEnum()
              || Set.of("Ttl", "CacheStore", "LoadCoordination", "Deadline", "PartialFailure")
                  .contains(top.getSimpleName());
        });
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass outermost = type;
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    return outermost;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources = files.filter(Files::isRegularFile).toList();
      assertThat(sources).as("files under %s", SOURCES).isNotEmpty();
      return sources;
    }
  }
}
