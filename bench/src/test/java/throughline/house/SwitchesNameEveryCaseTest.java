package throughline.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A new kind of event, signal or status must not slip through a switch that was written before it.
 */
final class SwitchesNameEveryCaseTest {
    @Test
    void over_sealed_types_and_enums() {
        Sources.Program program = Sources.typed(Sources.main());
        var switches = new Switches(program);
        for (CompilationUnitTree unit : program.units()) {
            switches.scan(unit, null);
        }
        assertThat(switches.seen).as("switches over sealed types and enums").isPositive();
        if (!switches.findings.isEmpty()) {
            throw new AssertionError(Finding.listed(switches.findings));
        }
    }

    private static final class Switches extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final Sources.Program program;
        private final List<Finding> findings = new ArrayList<>();
        private int seen;

        Switches(Sources.Program program) {
            this.program = program;
        }

        @Override
        public @Nullable Void visitSwitch(SwitchTree tree, @Nullable Void nothing) {
            examine(tree, tree.getExpression(), tree.getCases());
            return super.visitSwitch(tree, nothing);
        }

        @Override
        public @Nullable Void visitSwitchExpression(
                SwitchExpressionTree tree, @Nullable Void nothing) {
            examine(tree, tree.getExpression(), tree.getCases());
            return super.visitSwitchExpression(tree, nothing);
        }

        private void examine(Tree tree, ExpressionTree selector, List<? extends CaseTree> cases) {
            if (!closed(tree, selector)) {
                return;
            }
            seen++;
            for (CaseTree one : cases) {
                if (one.getLabels().stream().anyMatch(DefaultCaseLabelTree.class::isInstance)) {
                    findings.add(
                            new Finding(
                                    program.place(getCurrentPath().getCompilationUnit(), one),
                                    "default in a switch over a sealed type or enum",
                                    "List the dull cases in one line: case Absent _, Voided _ ->"));
                }
            }
        }

        private boolean closed(Tree tree, ExpressionTree selector) {
            TreePath path = new TreePath(new TreePath(getCurrentPath(), tree), selector);
            TypeMirror type = program.trees().getTypeMirror(path);
            if (!(type instanceof DeclaredType declared)) {
                return false;
            }
            Element element = declared.asElement();
            return element.getKind() == ElementKind.ENUM
                    || element.getModifiers().contains(Modifier.SEALED);
        }
    }
}
