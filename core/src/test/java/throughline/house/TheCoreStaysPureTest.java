package throughline.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The core decides from what it is given: nothing of the world reaches it by itself. */
final class TheCoreStaysPureTest {
    private static final JavaClasses CORE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                    .importPackages("throughline");

    /** Static calls whose answer is not in their arguments. */
    private static final Map<String, Set<String>> WORLD =
            Map.ofEntries(
                    Map.entry(
                            "java.lang.System",
                            Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty")),
                    Map.entry("java.time.Instant", Set.of("now")),
                    Map.entry("java.time.LocalDate", Set.of("now")),
                    Map.entry("java.time.LocalDateTime", Set.of("now")),
                    Map.entry("java.time.ZonedDateTime", Set.of("now")),
                    Map.entry("java.time.OffsetDateTime", Set.of("now")),
                    Map.entry("java.time.YearMonth", Set.of("now")),
                    Map.entry("java.time.ZoneId", Set.of("systemDefault")),
                    Map.entry("java.util.Locale", Set.of("getDefault")),
                    Map.entry("java.util.UUID", Set.of("randomUUID")),
                    Map.entry("java.lang.Math", Set.of("random")),
                    Map.entry("java.lang.Thread", Set.of("sleep", "start", "startVirtualThread")));

    @Test
    void it_rests_on_pure_libraries_only() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "throughline..",
                        "java.lang..",
                        "java.math..",
                        "java.time..",
                        "java.util..",
                        "java.text..",
                        "java.security..",
                        "java.nio.charset..",
                        "org.joda.money..",
                        "org.pcollections..",
                        "org.jspecify..",
                        "dev.cel..",
                        "com.google.common..",
                        "com.google.protobuf..")
                .because(
                        "a decision is repeatable only if it needs nothing but its arguments; move"
                                + " what talks to the world into platform and pass its answer in")
                .check(CORE);
    }

    @Test
    void it_writes_no_files_opens_no_sockets_and_logs_nothing() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net..",
                        "java.sql..",
                        "javax..",
                        "java.util.logging..",
                        "java.util.concurrent..",
                        "org.slf4j..",
                        "org.springframework..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Random|SplittableRandom|random\\..*)")
                .because("facts, effects and threads belong to platform; return a value instead")
                .check(CORE);
    }

    @Test
    void it_asks_neither_clock_nor_dice_nor_environment() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe("the world is asked", this::asks))
                .because(
                        "time, ids and settings come in with the signal or the release, "
                                + "so that replaying gives the same answer")
                .check(CORE);
    }

    @Test
    void it_keeps_no_static_state_that_changes() {
        noFields()
                .that()
                .areStatic()
                .should()
                .notBeFinal()
                .because("state that outlives a decision makes the next one depend on it")
                .check(CORE);
        noFields()
                .that()
                .doNotHaveModifier(JavaModifier.STATIC)
                .should()
                .haveModifier(JavaModifier.VOLATILE)
                .allowEmptyShould(true)
                .because("nothing in core is shared between threads while it changes")
                .check(CORE);
    }

    private boolean asks(JavaCall<?> call) {
        Set<String> names = WORLD.get(call.getTargetOwner().getName());
        return names != null && names.contains(call.getName());
    }
}
