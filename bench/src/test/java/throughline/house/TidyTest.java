package throughline.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sizes, names and habits of every source file; each finding says what would mend it. */
final class TidyTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 70;
    private static final int PARAMETERS = 6;
    private static final int COLUMNS = 100;
    private static final Pattern EMPTY_NAMES =
            Pattern.compile(".*(Service|Impl|Utils?|Dto|DTO|Helper|Manager|Common)");

    /** What the firm sells is called so by everybody. */
    private static final String SOLD = "ManagedService";

    private static final Pattern EMPTY_PACKAGES =
            Pattern.compile(".*\\b(model|service|impl|utils?|dto|common|helpers?|manager)\\b.*");
    private static final Pattern LATER =
            Pattern.compile(".*\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b.*");

    private static final Sources.Program PROGRAM = Sources.parsed(Sources.all());

    @Test
    void no_file_is_too_long_to_be_read_in_one_sitting() {
        List<Finding> findings = new ArrayList<>();
        for (Path file : Sources.all()) {
            int lines = Sources.lines(file).size();
            if (lines > FILE_LINES) {
                findings.add(
                        new Finding(
                                Sources.relative(file),
                                lines + " lines, at most " + FILE_LINES + " are allowed",
                                "Find the second idea in it and give that its own file and name"));
            }
        }
        none(findings);
    }

    @Test
    void no_line_is_too_wide_and_none_promises_to_be_mended_later() {
        List<Finding> findings = new ArrayList<>();
        for (Path file : Sources.all()) {
            int number = 0;
            for (String line : Sources.lines(file)) {
                number++;
                String place = Sources.relative(file) + ":" + number;
                if (line.length() > COLUMNS
                        && !line.startsWith("import ")
                        && !line.contains("://")) {
                    findings.add(
                            new Finding(
                                    place,
                                    line.length() + " columns, at most " + COLUMNS + " are allowed",
                                    "Break it, or name a part of it"));
                }
                if (LATER.matcher(line).matches()) {
                    findings.add(
                            new Finding(
                                    place,
                                    "a promise to mend something later",
                                    "Mend it now or file an issue and delete the mark"));
                }
            }
        }
        none(findings);
    }

    @Test
    void methods_fit_a_screen_and_take_few_parameters() {
        none(scan(new MethodSizes()));
    }

    @Test
    void names_say_what_a_thing_is_in_the_business() {
        none(scan(new Names()));
    }

    @Test
    void tests_neither_sleep_nor_are_switched_off() {
        none(scan(new Habits()));
    }

    @Test
    void no_amount_is_ever_a_floating_point_number() {
        none(scan(new Exactness()));
    }

    private static List<Finding> scan(Rule rule) {
        for (CompilationUnitTree unit : PROGRAM.units()) {
            rule.scan(unit, null);
        }
        return rule.findings;
    }

    private static void none(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new AssertionError(Finding.listed(findings));
        }
    }

    /** One rule that walks over the syntax of every file. */
    private abstract static class Rule extends TreePathScanner<@Nullable Void, @Nullable Void> {
        final List<Finding> findings = new ArrayList<>();

        void found(Tree tree, String what, String remedy) {
            CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
            findings.add(new Finding(PROGRAM.place(unit, tree), what, remedy));
        }

        String module() {
            Path file = Path.of(getCurrentPath().getCompilationUnit().getSourceFile().toUri());
            return Sources.relative(file);
        }
    }

    private static final class MethodSizes extends Rule {
        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
            long lines = PROGRAM.end(unit, method) - PROGRAM.start(unit, method) + 1;
            if (lines > METHOD_LINES) {
                found(
                        method,
                        method.getName() + " has " + lines + " lines, at most " + METHOD_LINES,
                        "Take out a step and name it after what it achieves");
            }
            boolean ofRecord =
                    method.getReturnType() == null
                            && getCurrentPath().getParentPath().getLeaf().getKind()
                                    == Tree.Kind.RECORD;
            int parameters = method.getParameters().size();
            if (parameters > PARAMETERS && !ofRecord) {
                found(
                        method,
                        method.getName() + " takes " + parameters + ", at most " + PARAMETERS,
                        "Group what belongs together in a record with a name of its own");
            }
            return super.visitMethod(method, nothing);
        }
    }

    private static final class Names extends Rule {
        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            String name = type.getSimpleName().toString();
            if (!name.equals(SOLD) && EMPTY_NAMES.matcher(name).matches()) {
                found(
                        type,
                        type.getSimpleName() + " is named after its layer",
                        "Name it after what it knows or does in the business");
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public @Nullable Void visitPackage(
                com.sun.source.tree.PackageTree tree, @Nullable Void nothing) {
            if (EMPTY_PACKAGES.matcher(tree.getPackageName().toString()).matches()) {
                found(
                        tree,
                        tree.getPackageName() + " is named after a layer",
                        "Put the class into the package of the business word that it serves");
            }
            return super.visitPackage(tree, nothing);
        }
    }

    private static final class Habits extends Rule {
        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void nothing) {
            if (module().contains("/src/test/") && select.toString().equals("Thread.sleep")) {
                found(select, "a test sleeps", "Wait for a fact, with a bounded poll");
            }
            return super.visitMemberSelect(select, nothing);
        }

        @Override
        public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void nothing) {
            if (Set.of("Disabled", "Ignore").contains(annotation.getAnnotationType().toString())) {
                found(annotation, "a test is switched off", "Make it pass or delete it");
            }
            return super.visitAnnotation(annotation, nothing);
        }
    }

    private static final class Exactness extends Rule {
        @Override
        public @Nullable Void visitPrimitiveType(PrimitiveTypeTree type, @Nullable Void nothing) {
            TypeKind kind = type.getPrimitiveTypeKind();
            if (module().startsWith("core/src/main")
                    && (kind == TypeKind.DOUBLE || kind == TypeKind.FLOAT)) {
                found(type, kind + " in core", "Use Money, BigDecimal or a long with its unit");
            }
            return super.visitPrimitiveType(type, nothing);
        }
    }
}
