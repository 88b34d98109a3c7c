package throughline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import throughline.cli.CommandFailure.Exit;
import throughline.contracts.Impact;
import throughline.contracts.NewContract;
import throughline.contracts.Touched;
import throughline.contracts.Verdict;
import throughline.database.Home;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.build.ContractReader;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Place;
import throughline.landscape.build.Tree;
import throughline.landscape.contract.VendorContract;
import throughline.releases.Change.Weight;
import throughline.releases.ContractFile;
import throughline.releases.ReadResult;
import throughline.releases.Weighing;
import throughline.schema.SchemaSet;
import throughline.wording.Counted;

/** What a vendor's announced contract would do to a landscape, for people and scripts. */
final class VendorPlan {

    private final ReadResult.Released landscape;
    private final Release release;

    VendorPlan(ReadResult.Released landscape) {
        this.landscape = landscape;
        this.release = landscape.release();
    }

    /**
     * What one would do, weighed by what an installation kept when there is one.
     *
     * @param names what the file calls the types, over what the landscape says
     * @throws CommandFailure when there is no such system, or the file is no contract of it
     */
    Impact of(String system, Path file, Map<String, String> names, CommonOptions options) {
        Described found = described(release, system, file, names);
        Impact impact =
                NewContract.of(
                                release,
                                system,
                                found.schemas(),
                                found.version(),
                                SchemasCommand.today())
                        .withWrites(landscape, found.file());
        if (options.database().isEmpty()
                && !Files.isDirectory(new Home(options.home()).postgres())) {
            return impact;
        }
        try (OpenedHome home = OpenedHome.existing(options)) {
            return impact.weighed(new Weighing(home.database(), release)::of);
        }
    }

    /** What a file says of the mapped types of a system. */
    record Described(SchemaSet schemas, String version, Tree file) {}

    static Described described(
            Release release, String system, Path file, Map<String, String> names) {
        known(release, system);
        Defects defects = new Defects();
        Tree tree = ContractFile.read(file, defects);
        Map<String, String> called = new LinkedHashMap<>();
        release.contract(system)
                .map(VendorContract::declared)
                .ifPresent(each -> called.putAll(each.names()));
        called.putAll(names);
        Optional<SchemaSet> schemas =
                defects.none()
                        ? new ContractReader(NewContract.types(release, system), defects)
                                .described(tree, called, Place.of(file.toString()))
                        : Optional.empty();
        if (!defects.none() || schemas.isEmpty()) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "bad-contract",
                    "Cannot use %s as a contract of %s:\n%s"
                            .formatted(
                                    file,
                                    system,
                                    String.join(
                                            "\n",
                                            defects.all().stream()
                                                    .map(Object::toString)
                                                    .toList())));
        }
        return new Described(schemas.get(), ContractReader.version(tree), tree);
    }

    /** Refuses a system that the landscape does not have. */
    static void known(Release release, String system) {
        Set<String> systems = new TreeSet<>();
        release.systems().stream().map(SystemDeclaration::name).forEach(systems::add);
        if (!systems.contains(system)) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "unknown-system",
                    "Cannot look at a contract of %s: the landscape has no such system. It has %s."
                            .formatted(system, String.join(", ", systems)));
        }
    }

    static int exit(Impact impact) {
        return switch (impact.verdict()) {
            case VERIFIED -> 0;
            case BROKEN -> Exit.REFUSED.status();
            case UNVERIFIED -> Exit.UNVERIFIED.status();
        };
    }

    static Answer answer(Impact impact) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("system", impact.system());
        json.put("before", impact.before());
        json.put("after", impact.after());
        json.put("verdict", impact.verdict().word());
        json.put("rows", impact.rows());
        json.put("broken", impact.rows(Verdict.BROKEN));
        json.put("unverified", impact.rows(Verdict.UNVERIFIED));
        json.put("reach", impact.reach(Verdict.BROKEN));
        json.put("engagements", known(impact.broken()));
        json.put("money", impact.broken().money());
        json.put("touched", impact.touched().stream().map(VendorPlan::row).toList());
        json.put(
                "differences",
                impact.differences().stream()
                        .map(
                                each ->
                                        Map.of(
                                                "path", each.path(),
                                                "change", each.sentence()))
                        .toList());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.BROKEN, Verdict.UNVERIFIED)) {
            for (Touched each : impact.of(verdict)) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("verdict", verdict.word());
                row.put("row", each.row());
                row.put("at", each.place());
                row.put("why", each.why());
                row.put("engagements", engagements(each.weight()));
                row.put("owner", each.owner());
                rows.add(row);
            }
        }
        return new Answer(json, rows, remarks(impact));
    }

    private static Map<String, @Nullable Object> row(Touched touched) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("mapping", touched.mapping());
        row.put("row", touched.row());
        row.put("place", touched.place());
        row.put("expression", touched.expression());
        row.put("reads", touched.reads());
        row.put("verdict", touched.verdict().word());
        row.put("why", touched.why());
        row.put("reach", touched.reach());
        row.put("owner", touched.owner());
        row.put("engagements", known(touched.weight()));
        row.put("money", touched.weight().money());
        return row;
    }

    private static @Nullable Long known(Weight weight) {
        return weight.untold().isPresent() ? null : weight.engagements();
    }

    private static String engagements(Weight weight) {
        Long known = known(weight);
        return known == null ? "not checkable" : known.toString();
    }

    private static List<String> remarks(Impact impact) {
        List<String> remarks = new ArrayList<>();
        if (!impact.reach(Verdict.BROKEN).isEmpty()) {
            remarks.add(
                    "What breaks leads to: "
                            + String.join(", ", impact.reach(Verdict.BROKEN))
                            + ".");
        }
        remarks.add(headline(impact));
        if (impact.verdict() == Verdict.BROKEN) {
            remarks.add(
                    "What can be proposed for the broken rows: throughline contract rebase %s=FILE"
                            .formatted(impact.system()));
        }
        return remarks;
    }

    /** What there is to know first. */
    static String headline(Impact impact) {
        long broken = impact.rows(Verdict.BROKEN);
        long unverified = impact.rows(Verdict.UNVERIFIED);
        return "%s: of %s of %s, %s, %d could not be verified, %s.%s"
                .formatted(
                        impact.verdict().word().toUpperCase(java.util.Locale.ROOT),
                        Counted.of(impact.rows(), "row"),
                        impact.system(),
                        Counted.of(broken, "breaks", "break"),
                        unverified,
                        Counted.of(
                                Math.max(0, impact.rows() - broken - unverified), "holds", "hold"),
                        broken == 0 ? "" : " " + weight(impact.broken()));
    }

    private static String weight(Weight weight) {
        if (weight.untold().isPresent()) {
            return "How much goes through what breaks is not checkable: %s."
                    .formatted(weight.untold().get());
        }
        return weight.engagements() == 0
                ? "Nothing is known to have gone through what breaks."
                : "%s on what breaks; in the last 90 days %s."
                        .formatted(
                                Counted.of(
                                        weight.engagements(),
                                        "engagement rests",
                                        "engagements rest"),
                                weight.money().isEmpty()
                                        ? "no money went through it"
                                        : String.join(", ", weight.money()) + " went through it");
    }

    static String markdown(Impact impact) {
        StringBuilder text = new StringBuilder();
        text.append("## Contract of %s\n\n%s\n".formatted(impact.system(), headline(impact)));
        if (!impact.touched().isEmpty()) {
            text.append("\n| verdict | row | at | why | engagements | money, 90 days | owner |\n");
            text.append("| --- | --- | --- | --- | ---: | --- | --- |\n");
            for (Verdict verdict : List.of(Verdict.BROKEN, Verdict.UNVERIFIED)) {
                for (Touched each : impact.of(verdict)) {
                    text.append(
                            "| %s | `%s` | `%s` | %s | %s | %s | %s |\n"
                                    .formatted(
                                            verdict == Verdict.BROKEN
                                                    ? "**broken**"
                                                    : verdict.word(),
                                            each.row(),
                                            each.place(),
                                            cell(each.why()),
                                            engagements(each.weight()),
                                            String.join("<br>", each.weight().money()),
                                            each.owner()));
                }
            }
        }
        if (!impact.reach(Verdict.BROKEN).isEmpty()) {
            text.append(
                    "\nWhat breaks leads to: %s.\n"
                            .formatted(String.join(", ", impact.reach(Verdict.BROKEN))));
        }
        return text.toString();
    }

    private static String cell(String value) {
        return value.replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
