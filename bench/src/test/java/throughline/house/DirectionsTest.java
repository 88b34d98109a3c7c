package throughline.house;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import throughline.engagement.EngagementId;

/** Who may know whom: between modules, and between the packages inside them. */
final class DirectionsTest {
    private static final JavaClasses CORE = classes("core");
    private static final JavaClasses PLATFORM = classes("platform");
    private static final JavaClasses TWINS = classes("twins");

    /**
     * The decider's state is one value made of what each of its packages keeps, and its events are
     * one sealed type: seen from outside these packages are one.
     */
    private static final Set<String> DECIDING =
            Set.of("engagement", "work", "billing", "revenue", "align");

    @Test
    void the_core_knows_nobody() {
        noClasses()
                .that()
                .resideInAnyPackage(packages(CORE))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(PLATFORM))
                .because("the business must not know how it is run; turn the call round")
                .check(CORE);
    }

    @Test
    void the_twins_share_nothing_with_us() {
        Set<String> ours = new TreeSet<>(names(CORE));
        ours.addAll(names(PLATFORM));
        Set<String> shared =
                TWINS.stream()
                        .flatMap(twin -> twin.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getName())
                        .filter(ours::contains)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shared)
                .as(
                        "twins are other people's systems: a bug in our idea of an invoice must not"
                                + " hide in both. Write the twin's own class")
                .isEmpty();
        assertThat(Set.of(packages(TWINS))).doesNotContain(packages(CORE));
    }

    @Test
    void the_packages_of_the_core_form_no_cycle() {
        slices().assignedFrom(new CoreSlices())
                .should()
                .beFreeOfCycles()
                .ignoreDependency(alwaysTrue(), type(EngagementId.class))
                .because("each idea can be read before those that use it; an id is only a name")
                .check(CORE);
    }

    @Test
    void deciding_does_not_look_into_the_books() {
        noClasses()
                .that()
                .resideOutsideOfPackages("throughline.books..", "throughline.scenario..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("throughline.books..")
                .because(
                        "books follow from events; a decision that read them would need their"
                                + " history, and only reports may")
                .check(CORE);
    }

    @Test
    void the_packages_of_the_platform_form_no_cycle() {
        slices().matching("throughline.(*)..").should().beFreeOfCycles().check(PLATFORM);
    }

    @Test
    void nobody_uses_the_annotations_of_yesterday() {
        for (JavaClasses classes : List.of(CORE, PLATFORM, TWINS)) {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "javax.annotation..",
                            "jakarta.annotation..",
                            "org.jetbrains..",
                            "org.springframework.lang..",
                            "org.junit..")
                    .allowEmptyShould(true)
                    .because("null-safety is said with JSpecify, wiring with explicit constructors")
                    .check(classes);
        }
    }

    @Test
    void every_package_says_what_it_decides_and_is_null_marked() {
        Set<String> missing = new TreeSet<>();
        for (Path file : Sources.main()) {
            Path info = file.resolveSibling("package-info.java");
            if (!Files.exists(info)
                    || Sources.lines(info).stream().noneMatch("@NullMarked"::equals)
                    || Sources.lines(info).stream().noneMatch(line -> line.startsWith("/**"))) {
                missing.add(Sources.relative(info));
            }
        }
        assertThat(missing)
                .as(
                        "each package needs a package-info.java with @NullMarked and a comment:"
                            + " what it decides, which invariant it keeps, what it must not know")
                .isEmpty();
    }

    private static JavaClasses classes(String module) {
        return new ClassFileImporter()
                .importPath(Sources.root().resolve(module).resolve("target/classes"));
    }

    private static String[] packages(JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .sorted()
                .toArray(String[]::new);
    }

    private static Set<String> names(JavaClasses classes) {
        return classes.stream().map(JavaClass::getName).collect(Collectors.toSet());
    }

    private static final class CoreSlices implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String[] path = type.getPackageName().split("\\.", 3);
            if (path.length < 2) {
                return SliceIdentifier.ignore();
            }
            boolean building = type.getPackageName().startsWith("throughline.landscape.build");
            return SliceIdentifier.of(
                    DECIDING.contains(path[1])
                            ? "deciding"
                            : building ? "building releases" : path[1]);
        }

        @Override
        public String getDescription() {
            return "packages of core, those of the decider as one, building of releases apart";
        }
    }
}
