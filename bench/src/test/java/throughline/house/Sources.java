package throughline.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Every Java source of the repository, read by the compiler's own parser. */
final class Sources {
    static final List<String> MODULES = List.of("core", "twins", "platform", "bench");

    private Sources() {}

    /** A parsed program: its files and the compiler's knowledge of positions and types. */
    record Program(List<CompilationUnitTree> units, Trees trees) {
        long line(CompilationUnitTree unit, long position) {
            return unit.getLineMap().getLineNumber(position);
        }

        long start(CompilationUnitTree unit, com.sun.source.tree.Tree tree) {
            return line(unit, trees.getSourcePositions().getStartPosition(unit, tree));
        }

        long end(CompilationUnitTree unit, com.sun.source.tree.Tree tree) {
            return line(unit, trees.getSourcePositions().getEndPosition(unit, tree));
        }

        String place(CompilationUnitTree unit, com.sun.source.tree.Tree tree) {
            return relative(Path.of(unit.getSourceFile().toUri())) + ":" + start(unit, tree);
        }
    }

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "No folder with mvnw above the working directory. Run inside the project.");
            }
        }
        return folder;
    }

    static String relative(Path file) {
        return root().relativize(file).toString();
    }

    static List<Path> main() {
        return MODULES.stream().flatMap(module -> under(module + "/src/main/java")).toList();
    }

    static List<Path> all() {
        return MODULES.stream().flatMap(module -> under(module + "/src")).toList();
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> under(String folder) {
        Path start = root().resolve(folder);
        if (!Files.isDirectory(start)) {
            return Stream.empty();
        }
        try (Stream<Path> walk = Files.walk(start)) {
            return walk
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files as syntax alone. */
    static Program parsed(List<Path> files) {
        return read(files, false);
    }

    /** The files with the types of their expressions. */
    static Program typed(List<Path> files) {
        return read(files, true);
    }

    private static Program read(List<Path> files, boolean types) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        List<String> options =
                List.of("-proc:none", "-cp", System.getProperty("java.class.path", ""));
        JavacTask task =
                (JavacTask)
                        compiler.getTask(
                                null,
                                manager,
                                _ -> {},
                                options,
                                null,
                                manager.getJavaFileObjectsFromPaths(files));
        try {
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            if (types) {
                task.analyze();
            }
            return new Program(units, Trees.instance(task));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
