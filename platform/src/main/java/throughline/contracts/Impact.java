package throughline.contracts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import throughline.landscape.build.Tree;
import throughline.releases.Change.Weight;
import throughline.releases.ReadResult;
import throughline.schema.Difference;

/**
 * What a vendor's new contract would do to a release.
 *
 * @param before the version in the landscape; empty when it has none
 * @param rows how many rows of mappings of the system, and fields of what is written to it, were
 *     looked at
 * @param touched those of them that are broken or could not be verified
 * @param differences everything that the two contracts say otherwise about mapped types
 * @param broken what went through all broken rows together
 */
public record Impact(
        String system,
        String before,
        String after,
        int rows,
        List<Touched> touched,
        List<Difference> differences,
        Weight broken) {

    public Impact {
        touched = List.copyOf(touched);
        differences = List.copyOf(differences);
    }

    /** The same with what is written to the system, held against the file as it stands. */
    public Impact withWrites(ReadResult.Released landscape, Tree next) {
        HeldRequests.Held held = HeldRequests.of(landscape, system, next);
        List<Touched> all = new ArrayList<>(touched);
        all.addAll(held.touched());
        return new Impact(system, before, after, rows + held.rows(), all, differences, broken);
    }

    /** The worst of all rows; rows that are not touched are verified. */
    public Verdict verdict() {
        return rows == 0
                ? Verdict.UNVERIFIED
                : touched.isEmpty()
                        ? Verdict.VERIFIED
                        : Verdict.worst(touched.stream().map(Touched::verdict).toList());
    }

    /** The touched rows of a verdict. */
    public List<Touched> of(Verdict verdict) {
        return touched.stream().filter(each -> each.verdict() == verdict).toList();
    }

    /** How many rows have a verdict as their worst: a row may read several fields. */
    public long rows(Verdict verdict) {
        return touched.stream()
                .collect(
                        Collectors.groupingBy(
                                each -> each.mapping() + " " + each.row() + " " + each.place(),
                                Collectors.mapping(Touched::verdict, Collectors.toList())))
                .values()
                .stream()
                .filter(each -> Verdict.worst(each) == verdict)
                .count();
    }

    /** Everything that broken rows lead to: gates, charges, documents, metrics. */
    public Set<String> reach(Verdict verdict) {
        return of(verdict).stream()
                .map(Touched::reach)
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same with what went through each mapping, and through all that is broken. */
    public Impact weighed(Function<Set<String>, Weight> weighing) {
        Set<String> kinds =
                of(Verdict.BROKEN).stream()
                        .map(Touched::mapping)
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Impact(
                system,
                before,
                after,
                rows,
                touched.stream()
                        .map(each -> each.weighing(weighing.apply(Set.of(each.mapping()))))
                        .toList(),
                differences,
                kinds.isEmpty() ? Weight.UNKNOWN : weighing.apply(kinds));
    }
}
