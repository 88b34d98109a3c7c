package throughline.landscape.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.landscape.DecisionTable;
import throughline.landscape.Lookup;

/**
 * What expressions at one place may name: variables with their types, the system that short record
 * references mean, code maps, and the columns of the source where they are declared.
 *
 * <p>Variables take the first slots of a {@link Scope}, in their order.
 *
 * <p><b>Threads</b>: whoever builds compiles alone; what was compiled may be evaluated by all.
 */
public final class Vocabulary {

    /** How many slots a scope needs beyond the variables: nested list macros take two each. */
    private static final int WORKING_SLOTS = 16;

    final String system;
    final Map<String, DecisionTable> tables;
    final Optional<Set<String>> columns;
    private final Map<String, CelType> variables;
    private final CelCompiler compiler;

    /** What was checked before: mappings of many systems say the same about dates and amounts. */
    private final Map<String, CelValidationResult> checked;

    /** The vocabulary with these variables. */
    public Vocabulary(
            String system,
            Map<String, DecisionTable> tables,
            Optional<Set<String>> columns,
            Map<String, CelType> variables) {
        this.system = system;
        this.tables = Map.copyOf(tables);
        this.columns = columns.map(Set::copyOf);
        this.variables = new LinkedHashMap<>(variables);
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .addFunctionDeclarations(Signatures.all());
        variables.forEach(builder::addVar);
        this.compiler = builder.build();
        this.checked = new HashMap<>();
    }

    private Vocabulary(String system, Optional<Set<String>> columns, Vocabulary like) {
        this.system = system;
        this.tables = like.tables;
        this.columns = columns.map(Set::copyOf);
        this.variables = like.variables;
        this.compiler = like.compiler;
        this.checked = like.checked;
    }

    /** This vocabulary for records of another source. */
    public Vocabulary of(String source, Optional<Set<String>> sourceColumns) {
        return new Vocabulary(source, sourceColumns, this);
    }

    /** This vocabulary with one more variable. */
    public Vocabulary with(String variable, CelType type) {
        Map<String, CelType> more = new LinkedHashMap<>(variables);
        more.put(variable, type);
        return new Vocabulary(system, tables, columns, more);
    }

    /** The slot of a variable. */
    public int slot(String variable) {
        return List.copyOf(variables.keySet()).indexOf(variable);
    }

    /** Whether there is a variable of that name. */
    public boolean knows(String variable) {
        return variables.containsKey(variable);
    }

    /** The number of slots that a scope for its expressions needs. */
    public int slots() {
        return variables.size() + WORKING_SLOTS;
    }

    /** Parses, checks and compiles a text. */
    public Compiled compile(String text) {
        CelValidationResult result = checked.computeIfAbsent(text, compiler::compile);
        if (result.hasError()) {
            return new Compiled.Unusable(
                    result.getErrors().stream().map(Vocabulary::problem).toList());
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            Compilation compilation = new Compilation(this, tree);
            Step step = compilation.compile();
            List<Problem> problems = compilation.problems();
            return problems.isEmpty()
                    ? new Compiled.Usable(
                            new Expression(
                                    text, tree.getResultType(), step, compilation.references()))
                    : new Compiled.Unusable(new ArrayList<>(problems));
        } catch (CelValidationException impossible) {
            throw new IllegalStateException("a checked expression has a tree", impossible);
        }
    }

    /**
     * What is wrong with a text that can be compiled when its variables have values of these types.
     *
     * @param facts a value of the right type for every variable, as expressions read it
     * @param words of which one stands at a path, where not any text may
     */
    public List<Problem> tried(
            String text, Map<String, Object> facts, Map<String, Set<String>> words) {
        CelValidationResult result = checked.computeIfAbsent(text, compiler::compile);
        if (result.hasError()) {
            return List.of();
        }
        Scope scope = new Scope(slots(), Lookup.empty());
        facts.forEach((name, value) -> scope.set(slot(name), value));
        try {
            return new Trial(new Compilation(this, result.getAst()), scope, words).problems();
        } catch (CelValidationException impossible) {
            throw new IllegalStateException("a checked expression has a tree", impossible);
        }
    }

    int firstWorkingSlot() {
        return variables.size();
    }

    private static Problem problem(CelIssue issue) {
        return new Problem(
                Math.max(issue.getSourceLocation().getLine() - 1, 0),
                Math.max(issue.getSourceLocation().getColumn(), 0),
                issue.getMessage());
    }

    /** A table that expressions may ask, by its name. */
    public Optional<DecisionTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }
}
