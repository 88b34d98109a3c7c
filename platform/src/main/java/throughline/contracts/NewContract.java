package throughline.contracts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import throughline.landscape.DecisionTable;
import throughline.landscape.Lineage;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.contract.VendorContract;
import throughline.releases.Change.Weight;
import throughline.releases.Reach;
import throughline.schema.Difference;
import throughline.schema.Differences;
import throughline.schema.Schema;
import throughline.schema.SchemaSet;
import throughline.schema.SchemaSet.Found;

/** Holds every row of a system's mappings against a contract that its vendor announces. */
public final class NewContract {

    private final Release release;
    private final SchemaSet before;
    private final SchemaSet after;
    private final LocalDate today;
    private final List<Touched> touched = new ArrayList<>();
    private int rows;

    private NewContract(Release release, String system, SchemaSet after, LocalDate today) {
        this.release = release;
        this.before = release.contract(system).map(VendorContract::schemas).orElse(SchemaSet.NONE);
        this.after = after;
        this.today = today;
    }

    /**
     * What it would do.
     *
     * @param after what it says of the mapped types
     * @param version as the vendor calls it
     * @param today the day on which code maps are asked
     */
    public static Impact of(
            Release release, String system, SchemaSet after, String version, LocalDate today) {
        NewContract found = new NewContract(release, system, after, today);
        release.mappings().stream()
                .filter(each -> each.system().equals(system))
                .forEach(found::mapping);
        return new Impact(
                system,
                release.contract(system).map(each -> each.declared().version()).orElse(""),
                version,
                found.rows,
                found.touched,
                found.differences(),
                Weight.UNKNOWN);
    }

    /** The types of a system that are mapped. */
    public static Set<String> types(Release release, String system) {
        Set<String> types = new TreeSet<>();
        release.mappings().stream()
                .filter(each -> each.system().equals(system))
                .forEach(each -> types.add(each.type()));
        return types;
    }

    private List<Difference> differences() {
        if (before.types().isEmpty()) {
            return List.of();
        }
        Map<String, Schema> known = new TreeMap<>();
        after.types().forEach(known::put);
        return Differences.between(before, new SchemaSet(known, after.named()));
    }

    private void mapping(Mapping mapping) {
        for (Lineage row : mapping.lineage()) {
            rows++;
            // The worst of what a row reads, told once for each field that it reads.
            Map<String, Judged> judged = new LinkedHashMap<>();
            for (String path : row.reads()) {
                judged.put(path, judged(mapping, row, path));
            }
            judged.forEach(
                    (path, each) -> {
                        if (each.verdict() != Verdict.VERIFIED) {
                            touched.add(touched(mapping, row, path, each));
                        }
                    });
        }
    }

    private Touched touched(Mapping mapping, Lineage row, String path, Judged judged) {
        String target = mapping.canonical() + "." + row.field();
        String name = "mappings/" + mapping.system() + "/" + mapping.type();
        return new Touched(
                mapping.system() + ":" + mapping.type(),
                target,
                mapping.source().replaceFirst(" line \\d+$", "")
                        + (row.line() > 0 ? ":" + row.line() : ""),
                row.expression(),
                path,
                judged.verdict(),
                judged.why(),
                Reach.by(target, release),
                release.ownerOf(name),
                Weight.UNKNOWN);
    }

    private record Judged(Verdict verdict, String why) {
        static final Judged FINE = new Judged(Verdict.VERIFIED, "");

        static Judged broken(String why) {
            return new Judged(Verdict.BROKEN, why);
        }

        static Judged unverified(String why) {
            return new Judged(Verdict.UNVERIFIED, why);
        }
    }

    private Judged judged(Mapping mapping, Lineage row, String path) {
        if (!after.types().containsKey(mapping.type())) {
            return before.types().containsKey(mapping.type())
                    ? Judged.broken(
                            "the new contract describes no %s any more; ask the vendor what took"
                                            .formatted(mapping.type())
                                    + " its place")
                    : Judged.unverified("neither contract describes " + mapping.type());
        }
        if (path.contains("*") || path.contains(":")) {
            return Judged.unverified("which field it reads, only the record tells");
        }
        Found was = before.at(mapping.type(), path);
        return switch (after.at(mapping.type(), path)) {
            case Found.Absent _ -> moved(mapping, row, path) ? Judged.FINE : gone(was, path);
            case Found.Open _ -> undescribed(was, path);
            case Found.Described is ->
                    was instanceof Found.Described old
                            ? changed(row, path, old, is)
                            : deprecated(path, is);
        };
    }

    /**
     * Whether a row was re-based already: it reads what took a field's place, or else the field.
     */
    private boolean moved(Mapping mapping, Lineage row, String path) {
        return row.reads().stream()
                .filter(other -> after.at(mapping.type(), other) instanceof Found.Described)
                .anyMatch(
                        other ->
                                Pattern.compile(
                                                ("either\\(\\s*[\\w.]*\\b%s\\s*,"
                                                                + "\\s*[\\w.]*\\b%s\\s*[,)]")
                                                        .formatted(last(other), last(path)))
                                        .matcher(row.expression())
                                        .find());
    }

    private static String last(String path) {
        return Pattern.quote(path.replaceFirst("^.*[.]", ""));
    }

    private static Judged gone(Found was, String path) {
        return switch (was) {
            case Found.Described _ ->
                    Judged.broken("%s is gone; read what took its place".formatted(path));
            case Found.Absent _ ->
                    Judged.unverified(
                            "neither contract has %s; look whether it still comes".formatted(path));
            case Found.Open _ ->
                    Judged.unverified(
                            ("the new contract has no %s, and the landscape none to tell whether"
                                            + " there ever was")
                                    .formatted(path));
        };
    }

    private static Judged undescribed(Found was, String path) {
        return switch (was) {
            case Found.Described _ ->
                    Judged.unverified(
                            "the new contract does not go so far as %s any more".formatted(path));
            case Found.Absent _, Found.Open _ ->
                    Judged.unverified("no contract goes so far as " + path);
        };
    }

    private static Judged deprecated(String path, Found.Described is) {
        return is.deprecated()
                ? Judged.unverified("the vendor says that %s will go".formatted(path))
                : Judged.FINE;
    }

    private Judged changed(Lineage row, String path, Found.Described was, Found.Described is) {
        Schema old = was.schema();
        Schema now = is.schema();
        if (!old.holdsAll(now)) {
            return Judged.broken(
                    "%s is %s, not %s; convert it".formatted(path, now.words(), old.words()));
        }
        if (now.format().isEmpty() && !old.format().isEmpty()) {
            return Judged.unverified(
                    "the new contract does not say that %s still is %s; look whether it is"
                            .formatted(path, old.words()));
        }
        if (!old.format().equals(now.format()) && !old.format().isEmpty()) {
            return Judged.broken(
                    "%s is %s, not %s; read the new form"
                            .formatted(path, now.words(), old.words()));
        }
        Optional<Judged> values = values(row, path, old, now);
        if (values.isPresent()) {
            return values.get();
        }
        if (was.always() && !is.always()) {
            return row.required()
                    ? Judged.broken(
                            "%s may be missing now, and %s cannot be without it"
                                    .formatted(path, row.field()))
                    : Judged.unverified(
                            "%s may be missing now; then %s has no value"
                                    .formatted(path, row.field()));
        }
        return is.deprecated() && !was.deprecated() ? deprecated(path, is) : Judged.FINE;
    }

    /** Values that were never seen: those that a code map knows are harmless. */
    private Optional<Judged> values(Lineage row, String path, Schema was, Schema is) {
        if (was.values().isEmpty() || was.values().equals(is.values())) {
            return Optional.empty();
        }
        if (is.values().isEmpty()) {
            return Optional.of(Judged.unverified("%s may be any value now".formatted(path)));
        }
        Set<String> added = new TreeSet<>(is.values());
        added.removeAll(was.values());
        if (added.isEmpty()) {
            return Optional.empty();
        }
        for (String name : row.tables()) {
            Optional<DecisionTable> table = release.defaultUnit().table(name);
            Set<String> unmapped = new TreeSet<>(added);
            unmapped.removeIf(
                    value ->
                            table.flatMap(each -> each.decide(Map.of("code", value), today))
                                    .isPresent());
            if (!unmapped.isEmpty()) {
                return Optional.of(
                        Judged.broken(
                                "%s may also be %s, which tables/%s has no row for; add them"
                                        .formatted(path, String.join(", ", unmapped), name)));
            }
        }
        return row.tables().isEmpty()
                ? Optional.of(
                        Judged.unverified(
                                "%s may also be %s; look what the row makes of that"
                                        .formatted(path, String.join(", ", added))))
                : Optional.empty();
    }
}
